import type { LiveMessage } from "@/lib/live/live-message";

/** `live`: changes are pushed. `polling`: the stream is down, and pages fetch again at intervals. */
export type LiveState = "connecting" | "live" | "polling";

type Listener = { onMessage: (message: LiveMessage) => void; onState: (state: LiveState) => void };

/** What tabs tell each other. `ask` is for the tab that leads, from one that has just come. */
type Word = { kind: "message"; message: LiveMessage } | { kind: "state"; state: LiveState } | { kind: "ask" };

const name = "lethe-live";
const reopenMs = 3_000;
/** The server says every 15 seconds that it is still there; a leader that passes nothing on for so long is frozen. */
const silentMsMax = 40_000;

/**
 * One event stream for all tabs of a browser: over HTTP/1.1 it has six connections to a site, and a stream keeps one for
 * itself. The tab that holds a Web Lock leads: it listens, and passes on what arrives; when it is closed, the next one does.
 * Where there are no locks (no secure context) every tab polls. Returns what ends it.
 */
export const openSharedStream = ({ onMessage, onState }: Listener): (() => void) => {
  // The types know only of browsers that have it, everywhere.
  const locks = (navigator as Partial<Navigator>).locks;
  if (locks === undefined) {
    onState("polling");
    return () => undefined;
  }
  const channel = new BroadcastChannel(name);
  let state: LiveState = "connecting";
  let isClosed = false;
  let isLeading = false;
  let endStream: () => void = () => undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const take = (word: Word) => {
    switch (word.kind) {
      case "message":
        onMessage(word.message);
        return;
      case "state":
        state = word.state;
        onState(state);
        return;
      case "ask":
        if (isLeading) tell({ kind: "state", state });
        return;
    }
  };
  const tell = (word: Word) => channel.postMessage(word);
  const spread = (word: Word) => {
    take(word);
    tell(word);
  };

  /** Leads until it is closed, or another tab has taken over. */
  const lead = (): Promise<void> =>
    new Promise((resolve) => {
      if (isClosed) return resolve();
      isLeading = true;
      clearTimeout(silence);
      // The other pages depend on this one, which is not connected yet.
      spread({ kind: "state", state: "connecting" });
      const closeSource = openSource({
        onMessage: (message) => {
          if (message.topic === "listening")
            spread({ kind: "state", state: message.isListening ? "live" : "polling" });
          spread({ kind: "message", message });
        },
        onState: (next) => spread({ kind: "state", state: next }),
      });
      endStream = () => {
        isLeading = false;
        closeSource();
        resolve();
      };
    });
  const wait = (steal: boolean) => {
    locks
      .request(name, steal ? { steal } : {}, lead)
      // Taken over by a tab that received nothing from this one: it leads no longer, and waits for its turn.
      .catch(() => {
        endStream();
        if (!isClosed) wait(false);
      });
  };
  const listenForSilence = () => {
    clearTimeout(silence);
    if (isLeading || isClosed) return;
    silence = setTimeout(() => {
      take({ kind: "state", state: "polling" });
      wait(true);
    }, silentMsMax);
  };

  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    // Only Lethe's pages use this channel, and the messages are the same in every release.
    listenForSilence();
    take(data);
  };
  tell({ kind: "ask" });
  listenForSilence();
  wait(false);
  return () => {
    isClosed = true;
    clearTimeout(silence);
    endStream();
    channel.close();
  };
};

/** The server's event stream, opened again whenever it breaks. Returns what closes it. */
const openSource = ({ onMessage, onState }: Listener): (() => void) => {
  let source: EventSource;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource("/api/events");
    source.onmessage = ({ data }: MessageEvent<string>) =>
      // The server has checked what it hears, and its release is the one of this page.
      onMessage(JSON.parse(data) as LiveMessage);
    source.onerror = () => {
      onState("polling");
      // The browser reconnects after a broken connection, but gives up after an answer that is not a stream.
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, reopenMs);
    };
  };
  open();
  return () => {
    clearTimeout(retry);
    source.close();
  };
};
