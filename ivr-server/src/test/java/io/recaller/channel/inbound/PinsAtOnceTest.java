package io.recaller.channel.inbound;

import static io.recaller.db.generated.Tables.PIN_BUDGET;
import static io.recaller.db.generated.Tables.PIN_LINK;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.continuation.PageSecret;
import io.recaller.continuation.PinKeying;
import io.recaller.continuation.PinKeying.Shown;
import io.recaller.continuation.PinLinks;
import io.recaller.conversation.Archive;
import io.recaller.conversation.LinkArrivals;
import io.recaller.conversation.Office;
import io.recaller.conversation.context.Caller;
import io.recaller.conversation.context.PinProofs;
import io.recaller.conversation.context.RememberedContext;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.pin.Comparing;
import io.recaller.customer.pin.Pepper;
import io.recaller.customer.pin.PepperKeys;
import io.recaller.customer.pin.Pins;
import io.recaller.flow.Flow;
import io.recaller.message.ThreadId;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Record1;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * PINs that are keyed at once, on one page or on several, by two servers. Real rows and threads.
 */
class PinsAtOnceTest {
    private static final String FLOW =
            """
            flow: telecom
            languages: [en]
            start: mine
            person: person
            verify: pin
            nodes:
              mine: {tier: verified, end: {say: {en: "Your balance is 70."}}}
              pin: {verify: {digits: {min: 4, max: 6}, say: {en: "PIN?"}}}
              person: {hand_off: {}}
            """;

    private static final String PIN = "4711";
    private static final Pattern LINK = Pattern.compile("https://ivr\\.example/c/pin#(\\S+)");

    private static final Archive archive = new Archive();
    private static final Pins pins = pins(4);
    private static final AtomicInteger numbers = new AtomicInteger();

    private final Flow flow = Office.flow(FLOW);
    private final Office office = new Office();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PinProofs proofs = archive.proofs(pins, meters);
    private final Queue<ThreadId> told = new ConcurrentLinkedQueue<>();
    private final List<PinKeying> servers = List.of(server(), server());
    private final Map<Handle, Caller> known = new HashMap<>();

    PinsAtOnceTest() {
        archive.dialogues.keep(List.of(flow), office.now);
        office.served = Map.of("telecom", flow);
        office.newContact = archive::newContact;
    }

    private static Pins pins(int cost) {
        return new Pins(archive.handles, new Pepper.Keys(PepperKeys.parse("ab".repeat(32))), cost);
    }

    private PinKeying server() {
        var moved =
                new MovedDialogues(
                        archive.contacts,
                        archive.fields.catalogue(),
                        (_, _) -> Optional.ofNullable(office.served.get("telecom")));
        return new PinKeying(archive.db, proofs, moved, told::add, office);
    }

    @AfterAll
    static void close() {
        archive.close();
    }

    private Correspondence bot() {
        var bot =
                new Correspondence(
                        archive,
                        "77010009" + numbers.incrementAndGet(),
                        "bot",
                        office,
                        LinkArrivals.none());
        bot.pins = new PinLinks(archive.db, proofs, URI.create("https://ivr.example/c"), office);
        return bot;
    }

    private CustomerId customer(Handle line, Pins.Hashed pin) {
        return archive.db.inTransaction(tx -> {
            var who = archive.customers.createWhenNew(tx, line, office.now).single().orElseThrow();
            pins.set(tx, who, pin, office.now);
            return who;
        });
    }

    private PageSecret link(Correspondence bot, CustomerId customer) {
        known.put(bot.handle, Caller.unknown().turnedOutToBe(customer));
        office.contexts = new RememberedContext(Map.copyOf(known), Caller.unknown());
        bot.write("hello");
        bot.answer();
        var found = LINK.matcher(bot.last().text());
        assertThat(found.find()).as(bot.last().text()).isTrue();
        return PageSecret.of(found.group(1)).orElseThrow();
    }

    private static PageSecret attempt() {
        return PageSecret.of(String.format("%022d", numbers.incrementAndGet())).orElseThrow();
    }

    private Callable<Shown> keying(PageSecret link, String pin) {
        var attempt = attempt();
        var server = servers.get(numbers.get() % servers.size());
        return () -> server.prove(link, attempt, pin);
    }

    private static List<Shown> atOnce(List<Callable<Shown>> all) throws Exception {
        var ready = new CountDownLatch(all.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads
                    .invokeAll(
                            all.stream()
                                    .<Callable<Shown>>map(each ->
                                            () -> {
                                                ready.countDown();
                                                ready.await();
                                                return each.call();
                                            })
                                    .toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }

    private List<Callable<Shown>> wrongOnes(PageSecret link, int many) {
        return IntStream.range(0, many)
                .mapToObj(each -> keying(link, String.valueOf(1000 + each)))
                .toList();
    }

    private double checks(String outcome) {
        return meters.get("recaller.pin.checks").tag("outcome", outcome).counter().count();
    }

    private static double strangersWrong(CustomerId customer) {
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .select(PIN_BUDGET.WRONG)
                        .from(PIN_BUDGET)
                        .where(
                                PIN_BUDGET.SCOPE.eq("strangers"),
                                PIN_BUDGET.CUSTOMER_ID.eq(customer.value()))
                        .fetchSingle(Record1::value1));
    }

    private static long count(List<Shown> all, Class<? extends Shown> kind) {
        return all.stream().filter(kind::isInstance).count();
    }

    @Test
    void onOnePageNoMoreAreTriedThanInARow() throws Exception {
        var bot = bot();
        var customer = customer(bot.handle, pins.hashed(PIN));
        var link = link(bot, customer);

        var shown = atOnce(wrongOnes(link, 12));

        assertThat(count(shown, Shown.Wrong.class)).isEqualTo(2);
        assertThat(count(shown, Shown.Failed.class)).isEqualTo(1);
        assertThat(count(shown, Shown.NotGood.class)).isEqualTo(9);
        assertThat(checks("rejected")).isEqualTo(3);
        assertThat(strangersWrong(customer)).isEqualTo(3);
        assertThat(told).containsExactly(bot.thread());
    }

    @Test
    void aRightOneAmongThemIsOneOfTheThree() throws Exception {
        var bot = bot();
        var link = link(bot, customer(bot.handle, pins.hashed(PIN)));

        var shown =
                atOnce(
                        Stream.concat(
                                        wrongOnes(link, 6).stream(),
                                        Stream.of(keying(link, PIN), keying(link, PIN)))
                                .toList());

        assertThat(count(shown, Shown.Right.class)).isLessThanOrEqualTo(1);
        assertThat(count(shown, Shown.NotGood.class)).isGreaterThanOrEqualTo(5);
        assertThat(checks("accepted") + checks("rejected")).isLessThanOrEqualTo(3);
        assertThat((long) checks("accepted")).isEqualTo(count(shown, Shown.Right.class));
    }

    @Test
    void oneThatIsSaidTwiceAtOnceIsOneTry() throws Exception {
        var bot = bot();
        var customer = customer(bot.handle, pins.hashed(PIN));
        var wrong = keying(link(bot, customer), "1000");

        var shown = atOnce(List.of(wrong, wrong, wrong));

        assertThat(shown).containsOnly(new Shown.Wrong(2));
        assertThat(strangersWrong(customer)).isEqualTo(1);
    }

    /** Each page bears three, and all of them together what a customer's strangers have. */
    @Test
    void onManyPagesNoMoreAreTriedOfOneCustomerThanFive() throws Exception {
        var first = bot();
        var customer = customer(first.handle, pins.hashed(PIN));
        var links =
                Stream.concat(Stream.of(first), Stream.generate(this::bot).limit(3))
                        .map(each -> link(each, customer))
                        .toList();

        var shown = atOnce(links.stream().flatMap(link -> wrongOnes(link, 3).stream()).toList());

        assertThat(strangersWrong(customer)).isEqualTo(5);
        assertThat(count(shown, Shown.Wrong.class)).isLessThanOrEqualTo(4);
        assertThat(checks("rejected")).isEqualTo(4);
        assertThat(count(shown, Shown.Right.class)).isZero();
    }

    /** What is not locked nobody waits for. */
    @Test
    void whoeverWritesThereDoesNotWaitWhileAPinIsCompared() throws Exception {
        var bot = bot();
        var link = link(bot, customer(bot.handle, pins(Comparing.SLOW).hashed(PIN)));

        var seen = Comparing.seen(archive.db, keying(link, PIN));

        assertThat(seen.result()).isInstanceOf(Shown.Right.class);
        assertThat(seen.looked()).isPositive();
        assertThat(seen.open()).isZero();
    }

    @Test
    void whatIsRunAgainBecauseAnotherWasInTheWayIsCountedOnce() throws Exception {
        var bot = bot();
        var customer = customer(bot.handle, pins.hashed(PIN));
        var link = link(bot, customer);
        execute("create sequence tries");
        execute(
                """
                create function be_in_the_way_once() returns trigger language plpgsql as $$
                begin
                    if nextval('tries') = 1 then
                        raise exception 'another was in the way' using errcode = '40001';
                    end if;
                    return new;
                end $$
                """);
        execute(
                "create trigger in_the_way before update on pin_link"
                        + " for each row execute function be_in_the_way_once()");
        try {
            assertThat(keying(link, "1000").call()).isEqualTo(new Shown.Wrong(2));
        } finally {
            execute("drop trigger in_the_way on pin_link");
        }

        assertThat(checks("rejected")).isEqualTo(1);
        assertThat(strangersWrong(customer)).isEqualTo(1);
        assertThat(wrong(bot)).isEqualTo(1);
    }

    private static void execute(String sql) {
        archive.db.runInTransaction(tx -> tx.dsl().execute(sql));
    }

    private static int wrong(Correspondence bot) {
        return archive.db.inTransaction(tx ->
                tx.dsl()
                        .select(PIN_LINK.WRONG)
                        .from(PIN_LINK)
                        .where(PIN_LINK.CONTACT_ID.eq(bot.begun.getLast().value()))
                        .fetchSingle(Record1::value1));
    }
}
