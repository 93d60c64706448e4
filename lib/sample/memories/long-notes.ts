import type { Conversation } from "../conversation";

const kolhapurMeeting = `Meeting notes, Acme Looms and Halden, second site in Kolhapur. Taken by the desk assistant from the call transcript, corrected by Priya the same afternoon.

Present: Priya (Acme Looms, IT), Devendra (Acme Looms, floor B, takes over from Priya), Mr Kulkarni (Acme Looms, plant manager Kolhapur, joined late and left for the shift change), Wilma (Halden, named contact), Sander (Halden, field engineering), and the triage assistant taking notes. Apologies from procurement, who sent a list of four questions by e-mail; they are dealt with at the end.

1. Why we met

Acme opens a second weaving hall in Kolhapur in about a month. It is much smaller than Pune: twelve seats, six narrow looms, one dye kitchen and a shop window that sells seconds to the public on Saturdays. Priya wants it to look, from the network's side, exactly like the hall in Pune, so that a supervisor who is lent from one hall to the other finds the same printer under the same name. Mr Kulkarni would like it to be cheap. Both wishes turned out to be compatible once the dye kitchen was understood, which took most of the first half hour.

2. The building

The hall is a former sugar store. Outer walls are laterite, about sixty centimetres; inner walls are brick to shoulder height and corrugated sheet above. Sander asked for photographs of the roof and got eleven, of which two show the roof. The sheet reflects everything, so he expects good coverage in the middle of the hall and odd dead spots along the edges, and he does not want to promise anything before he has walked it with a meter. The fibre ends in the accountant's office, next to the only door that can be locked. That is where the hub goes. Nobody objected except the accountant, by way of Mr Kulkarni, on the ground that the cabinet hums; Sander said that this one does not, and offered to let her listen to it first.

The dye kitchen is warm and wet. It had been drawn on the plan with an access point over the vats. Priya had already crossed it out. The tablets that show the recipes will hang in the corridor behind a pane, and the dyers look at them through the glass as they have looked at the paper sheets so far. One access point fewer, and the most expensive one.

3. Addressing and separation

Same VLAN numbers in both halls: 10 for offices, 20 for the loom controllers, 30 for guests and the shop till, 40 for cameras. Priya repeated the rule from last year that guests must never reach the controllers, and asked that it be tested from a real guest phone and not from a laptop that happens to be configured as one. The assistant mentioned the outage that followed the typing mistake in the spring. Priya laughed and said that she would rather have it mentioned than have everybody be polite about it. The rollback script from that time is to be adapted to the new site before go-live, not after. Devendra will run it once on a Sunday with nothing at stake, so that the first time is not the bad time.

The shop till caused some discussion. It belongs to the cousin of the owner and runs software that nobody in the call has ever seen. Wilma proposed to treat it as a guest with a fixed address. Sander wanted it on its own VLAN. They settled on 30 for the first three months with a note to look again, because a fifth VLAN would make Kolhapur different from Pune and that was the one thing Priya did not want.

4. The loom controllers

Six narrow looms, all of the newer type, with a controller that speaks to the planning system every ninety seconds and sulks when it gets no answer three times in a row. Sulking means that the loom finishes the current pick, stops, and waits for a person with a key. In Pune this cost them an afternoon. Devendra has since learned that the limit can be raised to ten misses on the controller itself, behind a menu that is only in Italian. He has done it on two looms in Pune without ill effect and will do it on all six in Kolhapur before they are connected at all. He promised to send the four screenshots to the desk, so that the next customer with the same loom need not find them.

Loom 6 in Pune now runs on Saturday nights, and the change window was moved to Sunday afternoon for that reason. Kolhapur does not run at night. Its window can be any evening after eight, but Priya prefers the same Sunday slot for both, since there will be one person to do it and that person has a family. Agreed: Sunday, two till six, for both halls, until someone has a reason to complain.

5. Dates

Hub and access points leave the warehouse next week; stocktaking there must be over by then, and Wilma will ring them rather than trust the calendar. Sander travels four days before go-live, walks the hall, hangs what can be hung, and sleeps in Kolhapur. The fibre provider has given a date and is not believed by anyone. If the fibre is late, the hall opens on a mobile line with offices and till only, the looms stay on paper for the time being, and Mr Kulkarni accepts this in writing. He did so in the chat, in capitals.

Go-live is a Tuesday. Priya had asked for a Monday; Devendra pointed out that on Mondays the yarn arrives and the accountant is alone with nine drivers. The Tuesday was moved to the calendar while we spoke.

6. People

Priya goes on leave some weeks after go-live. Devendra takes over all tickets and becomes the name on the contract. He wants no telephone calls before ten, because until ten he is on the floor and cannot hear. He reads chat at once and e-mail at lunch. He would like the desk to keep writing steps the way it does for Priya, numbered, one action each, no screenshots with arrows, as they are printed in black and white and the arrows vanish. Priya asked that her own number be taken out of the emergency list on her last day and not left in "just in case". Wilma has made a note to do it herself. The reason for the leave is nobody's business and is not to be written into tickets; the assistant has left it out of these notes for that reason.

Mr Kulkarni wishes to be called for two things only: fire, and anything that stops all six looms. He gave a number on the site's own switchboard, extension 0171, that is answered day and night by the watchman, who knows where to find him.

7. Questions from procurement

First, whether both sites can be on one contract. They can; the discount for more than fifty seats applies from the day on which the second site is live, and not from the signature. Second, whether the purchase order may name a sum larger than the invoice. It may. Third, why the last invoice but one carried the wrong state code. Because the billing address and the delivery address had been exchanged when the account was moved; the corrected copy has gone out, and the template was repaired for both. Fourth, whether payment after forty-five days is acceptable for the hardware as well. Wilma does not decide that and has passed it on to billing with a recommendation to say yes, seeing that every invoice of the past year was paid on day forty-five precisely.

8. What could go wrong

Sander asked everyone to name one thing. Devendra: monsoon damp in the wall sockets of the old store; he wants the hub on the shelf and not on the floor. Wilma: that the access points are confiscated on the road for lack of a paper, as happened to another customer in the same district; she will send the papers separately and by a different carrier. Priya: that Kolhapur is so quiet and well-behaved that nobody tests the fallback until it is needed. Mr Kulkarni had left by then, but had said earlier that what worries him is the shop window, since on a Saturday there are sixty people in the hall with sixty telephones, and every one of them will try the guest network. Sander had reckoned with twenty. He is going to put the second access point where the shop is, and not, as drawn, over the finishing tables, where three people work who have no need of it.

9. Decisions, in one place

Hub in the accountant's office, on a shelf. Three access points: hall centre, shop, corridor by the dye kitchen; none over the vats. VLANs 10, 20, 30, 40 as in Pune, till on 30 for three months. Miss limit of the controllers set to ten before connection. Change window on Sunday from two to six for both halls. Go-live on a Tuesday, mobile line as the fallback. Devendra is the contact from the day Priya leaves. Steps in print-friendly form. Separate papers for the hardware.

10. Still open

The name of the wireless network in the shop: the owner wants the name of the firm, Priya wants something that does not invite people to sit down. Whether the cameras record at all; the cousin says yes, the contract for the cameras says no, and somebody has to look at the little red lamp. Whether the accountant's radio, which is older than the building's wiring, minds the hub. And who brings the coconut for the opening. Devendra volunteered for the coconut.

Added by Priya in the afternoon: under 4 it should say that the Italian menu is protected by a code, which is printed inside the door of every loom and is therefore no protection at all; please do not write the code down here. Under 6, Devendra's hours are as he says from Monday to Friday; on Saturdays he can be called from eight, because that is when the shop opens and he is at the door anyway. Otherwise correct. Thank you for leaving the other thing out.

Added by Sander two days later: I have the remaining photographs. The roof has a lantern in the middle with wired glass on both sides, which explains the wet patch on the drawing. I would move the centre access point two bays to the north, over the inspection bench, and hang it from the beam and not from the sheet, since the sheet drums when the looms run and the mounts work loose within the year; I have seen it elsewhere. Cable length goes up by fourteen metres, still well within what is allowed. I also asked the fibre people for the name of the person who will come, and they gave me one, which is more than I had hoped for. He is called Mr Jadhav, he knows the building, and he says that the duct is full of wasps. Wilma, please put a bee-keeper's veil on the packing list; I am not joking.`;

const tomasDiary = `Half a year in his own words, dictated by Tomas over eleven voice notes and put in order by the coach. He has read it, struck two sentences, and said the rest could stay "as long as nobody makes a poster of it".

How it began. I drove the number eight for nineteen years and the night bus for three, or it may be the other way round, ask herself. You sit, you eat what the garage has, you go home when the birds get up. I never minded it. What I minded was the day after I stopped. You would think a man who has been let off getting up would sleep. I was awake at four with my hand out for the key. The sugar they had found six years before, and I had been managing it the way you manage a bad gearbox, which is to say by listening to it and hoping. Then Orla came home with the ring on her, and I did the sum: the church in Kinsale has a path up to it, that path has a hill in it, and I was going to be on that hill with her arm in mine and no breath to say a word.

The walking. I started at the gate and went as far as the post box. I will not give the number of steps; it was a small number and my neighbour Denis was watching from the window. Next day he was at his own gate with his cap on. He said nothing. He is a man who can say nothing for an hour and you come away feeling you had a talk. We went to the post box and then to the bridge, and by the time the evenings were closing in we went out along the Lee on Sundays as far as the boathouse. I write it in a copybook with squares. I tried the telephone, and it gave me four hundred steps for beating eggs. The copybook gives me nothing for eggs.

There were bad weeks. In the second month the knee blew up and I was told to rest it, and I rested it so thoroughly that I had to begin again at the post box. That was the time I was nearest to leaving the whole thing there. What brought me back was not any message from you, with respect; I had you turned off. It was Denis standing at the gate in the rain with two umbrellas, one of them his late wife's, with roses on it. I could not leave him standing there with that.

The tablets. Five hundred did nothing I could notice. Eight hundred and fifty did plenty, all of it between the kitchen and the bathroom, for ten days, after which we were on terms. I take them with food now, real food, not a biscuit standing at the sink. When the doctor put the evening one up again I expected the ten days again and cleared my calendar, and there was nothing. I was nearly disappointed. I keep them in the egg cup that Orla painted when she was small, so that I see them and I see her, and that has been worth more than any alarm.

The food. I have said that I will die on the hill of brown soda bread, and I stand by it, but it is now one slice and it is not holding up half a pound of butter. Sugar went out of the tea on the first of the month. Forty years I had two spoons. For three weeks it was like drinking the water that flowers had been in. Then, one morning, my sister Bríd made me a cup in her own house without asking, with the two spoons in it, and I could not finish it. I did not tell her why. Since then she has been told the same thing I was told, by a different doctor, and now the two of us stand in the supermarket with our glasses on, reading out the back of packets to each other like a pair of solicitors. She is quicker than I am at the sums. I am better at finding where they hide it. Anything that says "no added" wants a second look.

On Fridays we have the fish and I have the chips, eleven of them, counted. I know how that sounds. A bus driver counts. I counted heads for twenty-two years and never left a child behind on a school run, and I can count chips.

The nights. This is the part I did not want written down, and I have changed my mind. I snore. I have been told it is less a snore than a piece of plant. Herself moved to the back bedroom last winter, with the good lamp, and she was kind about it, which made it worse. You can be married thirty-four years and still lie there listening to somebody close a door softly. The mask I tried for one night. I cannot explain it except to say that I had a dream of going under at Youghal when I was nine, and when I woke up the thing was on my face. I will not do it again, and I would be glad if that could be remembered, so that I need not tell it to the next young person with a leaflet.

What did help, in the order in which it helped. No coffee after two o'clock; I thought that was superstition, and it was the biggest of the lot. Not lying on my back, for which there is an invention with a tennis ball that I shall not describe. The lamp off. I read Westerns, I have always read Westerns, and what I did was fall asleep over them with the light on and then wake at one, with a man about to be shot and no idea which man. Now I have a small lamp that puts itself out after twenty minutes. I have not finished a chapter since, and I sleep until three. Going to the bathroom before the news rather than after it. And the window open a hand's breadth, except when they are spreading slurry.

I was up three times a night, and then it was twice, and in the week after the wet bank holiday there was one night when I woke up, saw that it was light, and thought that something had happened. What had happened was that it was ten to seven. I lay there the way you would lie in a hotel. That same week I was asked, in passing, over the washing-up, whether I would be wanting the front bedroom to myself much longer. I said that I would not. So that is where that stands, and I will say no more about it, except that I told you at the time with an exclamation mark, and I do not use those.

The numbers, since you like them, and I like them too. Long-term sugar from sixty-eight to fifty-seven. The girl at the practice turned the screen around to show me. The weight is down, not by much; I have asked not to have it mentioned when it goes up, and you have kept to that. The pressure was a hundred and fifty-one over ninety-two in the chemist's in the summer, and I have had it under a hundred and forty-five since, bar the once, and on that occasion there was a match on. Steps, four thousand on a usual day, six and a half on a Sunday with Denis, and one time eleven, when we missed the bus back from Blackrock. I was delighted to miss a bus. I waved at the driver. I had trained him.

The other people. A thing I had not expected is how many of them there are. On the buses you see six hundred faces in a day and talk to nobody. Since I started walking I have met a man who paints the same bridge every morning and has never once sold it, two sisters of ninety who race each other to the bench, and a young lad from the college, off his head with worry about an exam, who fell in beside us as far as the weir and talked the whole way. He passed, as it happens. He came back to tell us. There is a dog called Senator who belongs to none of them and walks with all of them. I put these down in the copybook beside the distance, and there are days when the distance is poor and the other column is full, and I have stopped thinking of those as bad days.

Himself across the road, the retired guard, has asked could he come along of a Wednesday. Denis is considering it. They had words in 1988 over a hedge.

The money side of it I will pass over, apart from the shoes. A hundred and ten euro for shoes. I brought them home in a bag from another shop. They are a ten wide, with a sole on them like a tractor, and I will say this for them: the day I put them on, the hill at Sunday's Well came down by a third.

What I did not like. I did not like being told well done for taking a reading. I did not like the picture of the mountain with the little flag. I did not like it when the message came during Mass and the whole row heard it; that was the time I asked for nothing on a Sunday before one o'clock, and fair play, there has been nothing. I did not like the quiz. On the other side, I liked being asked what I would say in the speech. You asked it in the spring, as an exercise for the breath, three minutes without stopping, and I have been saying pieces of it along the river ever since. Denis has heard all of it in the wrong order. He says that the part about the school bus should go first.

What is still to do. The overnight study, in which they put wires on you and then ask you to sleep naturally. The left heel, which is sore for the first hour of the day and then thinks better of it. The hill in Kinsale itself: we are to drive down on a weekday when nobody is about, Denis and Bríd and myself, and walk it three times, once for each of them and once with my arm held out as if she were on it. I want to be able to talk at the top. I do not need to be able to sing. There is a cousin who sings.

For whoever reads this after. If I go quiet, leave me be for a day, and if it is two days, ring. Do not write. If it is my wife who picks up, tell her straight out what you want, as she cannot stand being led up to things. If I say that I am grand, ask me how far I walked. If I give you a number, I am grand. And when the wedding is over and done with, ask me one time what I intend to walk for next, because I have not got an answer to that, and it is four in the morning when I think about it, and that is the only thing, these days, that I think about at four in the morning.

Note from the coach: he struck a sentence about his brother and another about money. Neither is kept. He asked for this text to be there in one piece rather than in forty facts, since "forty facts is a stranger". Next conversation after the sleep study.`;

/** Longer texts: transcripts, letters and lists that an agent kept whole. */
export const longNoteMemories: Conversation[] = [
  {
    user: "acme/priya.n",
    app: "northdesk",
    agent: "support-triage",
    run: "run-nd-52601-call",
    daysAgo: 3,
    metadata: {
      source: "call-transcript",
      channel: "phone",
      ticket: "ND-24388",
      participants: ["Priya", "Devendra", "Mr Kulkarni", "Wilma", "Sander"],
      durationMinutes: 52,
    },
    facts: [[kolhapurMeeting, "work support schedule"]],
  },
  {
    user: "user_8841",
    app: "pebble-health",
    agent: "habit-coach",
    run: "run-ph-1499",
    daysAgo: 27,
    metadata: { source: "voice-note", channel: "sms", notes: 11, approvedByUser: true },
    facts: [[tomasDiary, "health family hobbies"]],
  },
  {
    user: "quentin.delacroix+trips@example.com",
    app: "wayfare",
    agent: "booking-agent",
    run: "run-wf-12212",
    daysAgo: 54,
    metadata: { source: "attachment", file: "rider-2.pdf" },
    facts: [
      [
        `Travel rider, as sent by Quentin Delacroix and to be followed without asking each time:

1. The instrument travels in the cabin, in the window seat of a row that is not an exit row, strapped with an extension belt (length 60 cm or more). I sit next to it. Nobody sits between us, however charming.
2. Connection of at least 90 minutes in Frankfurt, Madrid and Montréal; 60 elsewhere. If it cannot be had, I take the train and arrive a day early at my own cost.
3. Hotel rooms between 18 and 22 °C with a humidity that does not crack varnish. I bring my own hygrometer. In January I ask for a room without underfloor heating.
4. No booking may carry the name of the instrument's maker or its insured value, on paper or in any system.
5. If a gate agent refuses the instrument, ring me, then the airline, in that order. I do not fly without it and I do not check it.
6. Zoë has my power of attorney for changes under €300.`,
        "travel preferences work",
        { metadata: { language: "en" } },
      ],
    ],
  },
  {
    user: "dmitri.v",
    app: "northdesk",
    agent: "support-triage",
    run: "run-nd-52377-letter",
    daysAgo: 28,
    metadata: { source: "email", channel: "email", ticket: "ND-24011" },
    facts: [
      [
        `Из письма: «Уважаемые коллеги! Позволю себе изложить дело по порядку. Моя мать, восьмидесяти одного года, переехала к нам из Даугавпилса вместе с фикусом, швейной машиной и привычкой смотреть вечерние новости ровно в девять. Её комната за капитальной стеной 1908 года, и сигнал туда не доходит: новости замирают на полуслове, и она уверена, что диктора увели. Прошу подобрать второй повторитель, по возможности без голубых огоньков — она принимает их за камеру. Кабель тянуть нельзя, дом охраняется. Приехать ко мне можно в любой будний день после трёх; чай будет. С неизменным уважением, Д. В.»`,
        "support family",
      ],
    ],
  },
  {
    user: "u-東京-17",
    app: "wayfare",
    agent: "trip-planner",
    run: "run-wf-12280",
    daysAgo: 48,
    metadata: { source: "chat", channel: "line" },
    facts: [
      [
        `フィンランド旅行の振り返り。一日目は乗り継ぎが長く、ヘルシンキに着いたのは夜の十一時だったが、ホテルの人が温かいブルーベリーのスープを出してくれた。二日目は図書館で半日過ごし、窓の外の雪を見ながら旅日記を書いた。三日目からロヴァニエミ。オーロラは二晩とも雲に隠れて見えなかったけれど、湖の上で聞いた氷の鳴る音のほうが忘れられない。サウナのあとに雪の中へ出るのは一度だけ試し、二度と試さないと決めた。次に行くなら三月、列車で北へ、荷物は半分に。空港にかばんを忘れたのは自分の不注意なので、係の方にお礼を伝えてほしい。`,
        "travel hobbies",
      ],
    ],
  },
  {
    user: "theo",
    app: "wayfare",
    agent: "trip-planner",
    run: "run-wf-12389-list",
    daysAgo: 33,
    metadata: { source: "chat", channel: "ios", pinned: true },
    facts: [
      [
        `The list that has survived four trips with the children:
• one bag per child, carried by that child, no exceptions for giraffes
• two changes of clothes for the twins in the cabin, one for whoever sits next to them
• headphones ×4 (Wren's have the sticker, they are NOT interchangeable)
• plasters, thermometer, the pink medicine and its syringe
• bed rails: ask the hotel, then ask again on the day
• snacks that leave no crumbs, i.e. none exist
• Marcus carries the passports, Theo carries Marcus
Send it a week before departure, not the evening before.`,
        "travel family preferences",
        { immutable: true },
      ],
    ],
  },
  {
    user: "eleni_k",
    app: "wayfare",
    agent: "trip-planner",
    run: "run-wf-12514",
    daysAgo: 2,
    facts: [
      [
        "Wants a route of staircases for next spring: Paimio again, the Vienna secession house, a lighthouse in Brittany with 301 steps, and whatever Valencia has. Knows that this is not how people plan holidays. Would like at most two flights, slow trains with a table, rooms with north light, and one free day after every two full ones, because the drawings take longer than the looking.",
        "travel hobbies preferences",
      ],
      ["Πρώτη επιλογή για την Άνοιξη: Βρετάνη, {+140 el} με {+152 el}", "travel schedule"],
    ],
  },
];
