// Loaded into the web server by --require (with --import, Node 20.9 does not start Next). A launcher that was killed cannot
// stop its web server; the end of the channel between them does. `next dev` needs this in its command-line process too,
// where no code of the console runs.
process.once("disconnect", () => {
  setTimeout(() => process.exit(1), 1000).unref();
  process.kill(process.pid, "SIGTERM");
});
