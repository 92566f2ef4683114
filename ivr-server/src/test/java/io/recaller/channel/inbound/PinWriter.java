package io.recaller.channel.inbound;

import static io.recaller.db.generated.Tables.PIN_LINK;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.continuation.AgedPages;
import io.recaller.continuation.PageSecret;
import io.recaller.continuation.PinKeying;
import io.recaller.continuation.PinKeying.Shown;
import io.recaller.continuation.PinLinks;
import io.recaller.conversation.Archive;
import io.recaller.conversation.LinkArrivals;
import io.recaller.conversation.Office;
import io.recaller.conversation.PinPages;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.PinProofs;
import io.recaller.conversation.context.RememberedContext;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.pin.Pepper;
import io.recaller.customer.pin.PepperKeys;
import io.recaller.customer.pin.Pins;
import io.recaller.db.Tx;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jooq.Record1;

/** Somebody with a PIN who writes to a bot, and the page on which it is keyed. Real rows. */
final class PinWriter {
    static final String FLOW =
            """
            flow: telecom
            languages: [en]
            start: main
            person: person
            verify: pin
            nodes:
              main:
                menu:
                  options:
                    mine: {key: 1, say: {en: "what is yours"}, next: mine}
                    ask: {key: 2, say: {en: "a question"}, next: person}
              mine: {tier: verified, say: {en: "Your balance is 70."}, next: more}
              more:
                form: {code: {digits: 3, say: {en: "Which month?"}}}
                next: bye
              bye: {tier: verified, end: {say: {en: "Goodbye."}}}
              pin:
                verify: {digits: {min: 4, max: 6}, say: {en: "Please key your PIN."}}
                failed: failed
              failed: {say: {en: "It cannot be proved."}, next: person}
              person: {hand_off: {}}
            """;

    static final String PIN = "4711";
    private static final Pattern LINK = Pattern.compile("https://ivr\\.example/c/pin#(\\S+)");
    private static final AtomicInteger people = new AtomicInteger();

    final Office office = new Office();
    final List<ThreadId> told = new ArrayList<>();
    final PinProofs proofs;
    final PinKeying page;
    final Correspondence bot;
    final CustomerId customer;
    private final Archive archive;
    private final Pins pins;

    PinWriter(Archive archive) {
        this.archive = archive;
        var pepper = new Pepper.Keys(PepperKeys.parse("ab".repeat(32)));
        pins = new Pins(archive.handles, pepper, 4);
        proofs = archive.proofs(pins, archive.meters);
        page = new PinKeying(archive.db, proofs, moved(), told::add, office);
        serves(FLOW);
        office.newContact = archive::newContact;
        bot =
                new Correspondence(
                        archive, "7701000" + nobodyElse(), "bot", office, LinkArrivals.none());
        bot.pins = new PinLinks(archive.db, proofs, URI.create("https://ivr.example/c"), office);
        customer = customer(bot.handle, Optional.of(PIN));
        knows(bot.handle, customer);
    }

    private MovedDialogues moved() {
        return new MovedDialogues(
                archive.contacts,
                archive.fields.catalogue(),
                (_, _) -> Optional.ofNullable(office.served.get("telecom")));
    }

    /** A number that was not there before. */
    static int nobodyElse() {
        return people.incrementAndGet();
    }

    void serves(String text) {
        var flow = Office.flow(text);
        archive.dialogues.keep(List.of(flow), office.now);
        office.served = Map.of("telecom", flow);
    }

    CustomerId customer(Handle line, Optional<String> pin) {
        var who =
                archive.db
                        .inTransaction(tx -> archive.customers.createWhenNew(tx, line, office.now))
                        .single()
                        .orElseThrow();
        pin.ifPresent(
                each -> archive.db.runInTransaction(tx -> pins.set(tx, who, each, office.now)));
        return who;
    }

    void knows(Handle line, CustomerId who) {
        office.contexts =
                new RememberedContext(
                        Map.of(line, Caller.unknown().turnedOutToBe(who)), Caller.unknown());
    }

    void writes(String... words) {
        for (var each : words) {
            bot.write(each);
            bot.answer();
        }
    }

    /** Another server has nothing in memory. */
    void writesToAnother(String words) {
        bot.write(words);
        bot.answer(bot.lane(archive::newContact));
    }

    /** Where the PIN is asked for. */
    PageSecret link() {
        writes("hello", "1");
        return link(bot.last());
    }

    static PageSecret link(ThreadMessage message) {
        var found = LINK.matcher(message.text());
        assertThat(found.find()).as(message.text()).isTrue();
        return PageSecret.of(found.group(1)).orElseThrow();
    }

    Shown keys(PageSecret link, String pin) {
        return page.prove(link, attempt(), pin);
    }

    static PageSecret attempt() {
        return PageSecret.of(String.format("%022d", nobodyElse())).orElseThrow();
    }

    String number(PageSecret link) {
        return ((Shown.Right) keys(link, PIN)).digits();
    }

    static String another(String number) {
        return number.equals("100") ? "101" : "100";
    }

    ContactId contact() {
        return bot.begun.getLast();
    }

    String trust() {
        return archive.row(contact()).getTrust();
    }

    boolean waits() {
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .fetchExists(
                                WAITING_CONTACT, WAITING_CONTACT.CONTACT_ID.eq(contact().value())));
    }

    int links() {
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .select(PIN_LINK.LINKS)
                        .from(PIN_LINK)
                        .where(PIN_LINK.CONTACT_ID.eq(contact().value()))
                        .fetchSingle(Record1::value1));
    }

    /** What retention does. */
    void forget() {
        archive.db.runInTransaction(tx -> new AgedPages().forget(tx, office.now, 500));
    }

    /** Something happens between hearing a message and answering it. */
    static PinPages heardWhile(PinPages pages, Runnable meanwhile) {
        return new PinPages() {
            @Override
            public Possible mayAsk(Asked asked) {
                return pages.mayAsk(asked);
            }

            @Override
            public Heard hear(Asked asked, ThreadMessage message) {
                var heard = pages.hear(asked, message);
                meanwhile.run();
                return heard;
            }

            @Override
            public Words ask(Tx tx, Asked asked, Channel channel, boolean isGuess) {
                return pages.ask(tx, asked, channel, isGuess);
            }
        };
    }
}
