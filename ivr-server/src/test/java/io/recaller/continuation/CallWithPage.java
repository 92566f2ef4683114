package io.recaller.continuation;

import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.MENU_IMPRESSION;
import static io.recaller.db.generated.Tables.MOVED_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.Ended;
import io.recaller.contact.Parting;
import io.recaller.contact.TopicSource;
import io.recaller.continuation.Companion.Opening;
import io.recaller.continuation.Companion.Sight;
import io.recaller.continuation.LinkPlace.Messenger;
import io.recaller.conversation.Archive;
import io.recaller.conversation.Office;
import io.recaller.conversation.SelfService;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.PinChecks;
import io.recaller.conversation.context.RememberedContext;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.DialogueRows;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.conversation.ending.HangUp;
import io.recaller.conversation.moving.Departures;
import io.recaller.conversation.voice.Line;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Dialogue;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import io.recaller.message.FileRoom;
import io.recaller.message.Messages;
import io.recaller.message.OutgoingMessages;
import io.recaller.message.Peer;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.Threads;
import io.recaller.message.file.AttachmentRules;
import io.recaller.speech.Language;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** A caller with a page beside the call, over real rows; the telephone is played by the test. */
public final class CallWithPage {
    static final Flow FLOW =
            Office.flow(
                    """
                    flow: doors
                    languages: [en]
                    start: main
                    person: person
                    verify: pin
                    page: {key: 9}
                    nodes:
                      main:
                        menu:
                          order: designed
                          intro: {en: "Hello."}
                          options:
                            pay: {key: 1, say: {en: "a payment"}, next: pay}
                            card: {key: 2, say: {en: "your card"}, next: card}
                            owed: {key: 3, say: {en: "what you owe"}, next: owed}
                      pay:
                        form: {account: {digits: 4, save: account, say: {en: "Account?"}}}
                        next: paid
                      paid: {say: {en: "Account {account}."}, next: main}
                      card:
                        form:
                          code: {digits: 3, secret: true, say: {en: "Code?"}}
                          until: {digits: 4, say: {en: "Valid until?"}}
                        next: main
                      contract:
                        form:
                          born: {date: true, say: {en: "Your birthday?"}}
                          pin: {digits: 4, secret: true, say: {en: "Code?"}}
                          account: {digits: 4, save: account, say: {en: "Account, {account}?"}}
                        next: main
                      owed:
                        tier: verified
                        menu:
                          order: designed
                          intro: {en: "You owe a lot."}
                          options:
                            ok: {key: 1, say: {en: "fine"}, next: main}
                      balance:
                        look_up: {source: billing, result: {balance: balance}}
                        next: main
                        on_failure: main
                      pin: {verify: {digits: 4, say: {en: "PIN?"}}}
                      person: {hand_off: {}}
                    """);

    /** What agents may show. */
    static final List<PageDocument> DOCUMENTS =
            List.of(
                    new PageDocument(
                            "tariffs",
                            Map.of(new Language("en"), "Tariffs"),
                            "https://telecom.example/tariffs.pdf"));

    final Archive archive;
    public final Office office = new Office();
    public final Handle number;

    /** Who talks with the caller. */
    public final UUID agent;

    final List<ContactId> fetched = new ArrayList<>();
    private final List<ThreadId> chats = new CopyOnWriteArrayList<>();

    /** Whether the dialplan can fetch a call for its page. */
    boolean isHeard = true;

    private static final CompanionRules RULES =
            new CompanionRules(
                    URI.create("https://ivr.example/c"),
                    List.of("sms"),
                    Optional.empty(),
                    List.of("+7"),
                    3,
                    Optional.empty(),
                    DOCUMENTS);

    private final PageLinks links;

    /** To messengers in which the same flow answers. */
    public final ChannelLinks messengers;

    public final HandedFiles files;
    public final Companion companion;

    /** What the caller's telephone is served by now. */
    SelfService talk;

    /** A call comes in. */
    public CallWithPage(Archive archive, String number) {
        this.archive = archive;
        this.agent = archive.ids.get();
        this.number = new Handle(HandleKind.TEL, number);
        archive.dialogues.keep(List.of(FLOW), Archive.NOW);
        office.store = archive.dialogues;
        office.served = Map.of("doors", FLOW);
        office.numbers = Map.of("8000", "doors");
        office.contexts = new RememberedContext(Map.of(), Caller.unknown());
        office.newContact = archive::newContact;
        office.proofs = (asked, pin, _) -> proof(asked, pin);
        links =
                new PageLinks(
                        archive.db,
                        RULES,
                        List.of(accounts(archive), sms()),
                        () -> isHeard,
                        archive.ids,
                        office);
        messengers =
                new ChannelLinks(
                        archive.db,
                        new Departures(moved(), "bot"::equals),
                        List.of(
                                new LinkPlace("bot", Messenger.TELEGRAM, "shop_bot"),
                                new LinkPlace("wa", Messenger.WHATSAPP, "77272000001")),
                        office);
        office.switches = links;
        files = files(AttachmentRules.usual());
        companion = companion();
        talk = office.conversations().arrive(arrival(Optional.empty())).orElseThrow();
        talk.settle();
    }

    /** Pages as a server has them now. */
    Companion companion() {
        return new Companion(
                archive.db,
                office.conversations(),
                office.views(),
                (contact, _) -> fetched.add(contact),
                showings(),
                files,
                office);
    }

    Showings showings() {
        return new Showings(
                archive.db, office.flows(), archive.fields, DOCUMENTS, archive.ids, office);
    }

    /** What is handed in, by other rules. */
    HandedFiles files(AttachmentRules rules) {
        return new HandedFiles(
                archive.db, archive.contacts, showings(), new FileRoom(rules), office);
    }

    /** Pages as this call's agent has them. */
    public AgentPages agentPages() {
        return agentPages(files);
    }

    AgentPages agentPages(HandedFiles handedIn) {
        return new AgentPages(
                archive.db,
                archive.dialogues,
                archive.contacts,
                office.flows(),
                links,
                office.views(),
                showings(),
                new CallLinks(
                        archive.db,
                        RULES,
                        List.of(accounts(archive), sms()),
                        messengers,
                        flow -> flow.equals("doors") ? messengers.places() : List.of(),
                        office),
                handedIn,
                office);
    }

    /** The call is with an agent from now on, or waits for one. */
    public CallWithPage isHandedOff() {
        keys("0");
        hears();
        archive.db.runInTransaction(tx -> {
            tx.dsl()
                    .insertInto(AGENT)
                    .set(AGENT.ID, agent)
                    .set(AGENT.LOGIN, "a" + agent)
                    .set(AGENT.NAME, "Dana")
                    .execute();
            archive.contacts.servedBy(tx, talk.contact(), agent);
        });
        return this;
    }

    /** The caller put somebody else in their place, at the Asterisk. */
    public void isPassedTo(String newcomer) {
        var other = new Handle(HandleKind.TEL, newcomer);
        archive.db.runInTransaction(tx -> {
            new DialogueRows().forget(tx, talk.contact());
            archive.contacts.passTo(tx, talk.contact(), Optional.of(other), Optional.empty());
        });
    }

    private PinChecks.Proof proof(PinChecks.Asked asked, String pin) {
        var customer = archive.row(asked.contact()).getCustomerId();
        return pin.equals(Office.PIN) && customer != null
                ? new PinChecks.Proof.Accepted(new CustomerId(customer))
                : new PinChecks.Proof.Rejected();
    }

    private static LinkDoor accounts(Archive archive) {
        return new OwnAccounts("bot", Optional.empty(), archive.customers, archive.contacts);
    }

    private static LinkDoor sms() {
        return (tx, number, now) ->
                Optional.of(
                        new Threads()
                                .open(
                                        tx,
                                        new Peer(
                                                "sms",
                                                number.value(),
                                                Channel.SMS,
                                                Optional.of(number),
                                                TrustTier.CLAIMED,
                                                Optional.empty(),
                                                Optional.empty()),
                                        now));
    }

    private Arrival arrival(Optional<ContactId> resuming) {
        return new Arrival(
                Channel.PHONE,
                "8000",
                Optional.of(number),
                TrustTier.CLAIMED,
                resuming,
                new Address.Call("pbx1", "1763.1", "PJSIP/trunk-1"),
                Optional.empty());
    }

    /** The same number calls once more. */
    CallWithPage callsAgain() {
        talk = office.conversations().arrive(arrival(Optional.empty())).orElseThrow();
        talk.settle();
        return this;
    }

    /** A key on the telephone, or a value; what the call hears then. */
    public Turn keys(String keys) {
        var _ = talk.reply(new Reply.Keys(keys));
        talk.settle();
        return talk.turn();
    }

    /** An agent talked with the caller, and it is over. */
    public void isServed() {
        archive.db.runInTransaction(tx ->
                archive.contacts.finish(
                        tx,
                        talk.contact(),
                        new Ended.Served(Parting.OfAgent.HUNG_UP),
                        office.instant(),
                        Optional.empty(),
                        TopicSource.KEY));
    }

    /** Where pages of this business go on after their calls. */
    public PageChats chats() {
        return new PageChats(
                archive.db,
                "site",
                moved(),
                archive.dialogues,
                archive.contacts,
                archive::newContact,
                chats::add,
                office);
    }

    private MovedDialogues moved() {
        return new MovedDialogues(
                archive.contacts,
                new FieldCatalogue(List.of()),
                (_, sha) -> Optional.of(FLOW).filter(it -> it.source().sha256().equals(sha)));
    }

    /** What was collected, as contacts in chats have it that went on from this call's page. */
    List<Map<String, String>> chatKnows() {
        return chatDialogues().stream().map(Dialogue::data).toList();
    }

    /** Since when the call waited whose place a chat goes on with. */
    Optional<Instant> waitedSince() {
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .select(MOVED_CONTACT.WAITED_SINCE)
                        .from(MOVED_CONTACT)
                        .where(MOVED_CONTACT.CONTACT_ID.eq(talk.contact().value()))
                        .fetchOptional(MOVED_CONTACT.WAITED_SINCE));
    }

    /** The nodes at which contacts in chats stand that went on from this call's page. */
    public List<String> chat() {
        return chatDialogues().stream().map(Dialogue::node).toList();
    }

    private List<Dialogue> chatDialogues() {
        return chats.stream()
                .map(id ->
                        archive.db
                                .inTransaction(tx -> new Threads().find(tx, id))
                                .orElseThrow()
                                .contact()
                                .orElseThrow())
                .map(contact -> archive.dialogues.load(contact).orElseThrow().dialogue())
                .toList();
    }

    /** Who calls. */
    public ContactId contact() {
        return talk.contact();
    }

    /** The caller hangs up. */
    public void hangsUp() {
        talk.hungUp(HangUp.BY_CALLER);
    }

    /** Says the PIN where it takes one, and stands in the first menu again. */
    void proves() {
        keys("3");
        keys(Office.PIN);
        keys("1");
    }

    /** How surely it is theirs what is known of them. */
    TrustTier trustOf(String field) {
        return Objects.requireNonNull(archive.known(archive.customer(number)).get(field)).trust();
    }

    /** What is said was heard. */
    Turn hears() {
        var _ = talk.reply(new Reply.Silence());
        talk.settle();
        return talk.turn();
    }

    /** The call is served by another visit from now on. */
    public SelfService comesBack() {
        talk =
                office.conversations()
                        .comeBack(arrival(Optional.of(talk.contact())), talk.contact())
                        .flatMap(entered -> entered.within(Duration.ofSeconds(5)))
                        .orElseThrow();
        return talk;
    }

    /** A visit serves it on that line. */
    void isServedOn(Line line) {
        office.calls().serve(line, arrival(Optional.of(talk.contact())));
    }

    /** Presses the page's key; the link as it is sent. Empty: none is. */
    public Optional<String> asksForPage() {
        var before = sent().size();
        assertThat(keys("9")).isInstanceOf(Turn.SwitchTo.class);
        hears();
        hears();
        return sent().size() == before ? Optional.empty() : Optional.of(sent().getLast().text());
    }

    /** Whose the number that calls is. */
    CustomerId isOwnedBy() {
        return archive.db.inTransaction(tx ->
                archive.customers.createWhenNew(tx, number, office.now).single().orElseThrow());
    }

    /** Somebody wrote by that account. */
    ThreadId wroteBy(Handle account) {
        var peer =
                new Peer(
                        "bot",
                        account.value(),
                        Channel.MESSENGER,
                        Optional.of(account),
                        TrustTier.CLAIMED,
                        Optional.empty(),
                        Optional.empty());
        return archive.db.inTransaction(tx -> new Threads().open(tx, peer, office.now));
    }

    /** What is on its way there. */
    List<String> said(ThreadId thread) {
        return archive.db.inTransaction(tx ->
                new Messages().newest(tx, thread, 20).stream().map(ThreadMessage::text).toList());
    }

    /** What others read of it. */
    public List<String> shown() {
        return archive.db.inTransaction(tx ->
                new Threads()
                                .find(tx, "sms", number.value())
                                .map(thread -> new Messages().newest(tx, thread, 20))
                                .orElse(List.of())
                                .stream()
                                .map(ThreadMessage::text)
                                .toList());
    }

    /** What is on its way out. */
    Optional<ThreadMessage> leaving() {
        return archive.db.inTransaction(tx ->
                new Threads()
                        .find(tx, "sms", number.value())
                        .flatMap(thread -> new OutgoingMessages().toSend(tx, thread, office.now)));
    }

    /** It was sent. */
    void goesOut(ThreadMessage message) {
        archive.db.runInTransaction(tx ->
                new OutgoingMessages().sent(tx, message.seq(), "sms-" + message.seq(), office.now));
    }

    public List<ThreadMessage> sent() {
        return archive.db.inTransaction(tx ->
                new Threads()
                        .find(tx, "sms", number.value())
                        .map(thread -> new Messages().theirsNewest(tx, thread, 20, office.now))
                        .orElse(List.of()));
    }

    /** As the books of menus have it: node and outcome. */
    List<String> menusHeard() {
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .select(MENU_IMPRESSION.NODE, MENU_IMPRESSION.OUTCOME)
                        .from(MENU_IMPRESSION)
                        .where(MENU_IMPRESSION.CONTACT_ID.eq(talk.contact().value()))
                        .fetch(row -> row.value1() + " " + row.value2()));
    }

    /** What is after the {@code #}. */
    public static PageSecret token(String message) {
        return PageSecret.of(message.substring(message.indexOf('#') + 1)).orElseThrow();
    }

    /** Opens the link that was asked for. */
    public Joined opensPage() {
        var opened = (Opening.Opened) companion.open(token(asksForPage().orElseThrow()));
        return companion.take(opened.cookie()).orElseThrow();
    }

    PageState sees(Joined page) {
        return ((Sight.Shown) companion.look(page)).state();
    }

    /** That it was shown just now. */
    static ShownPage shown(PageState state) {
        return ShownPage.after(Optional.empty(), state);
    }

    /** Answers what it sees now. */
    Companion.Result answers(Joined page, PageReply reply) {
        return answers(companion, page, reply);
    }

    /** The same, at another server. */
    Companion.Result answers(Companion at, Joined page, PageReply reply) {
        var now = ((Sight.Shown) at.look(page)).state();
        return at.answer(page, shown(now), now.version(), reply);
    }
}
