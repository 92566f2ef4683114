package io.recaller.e2e;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.WAITING_CONTACT;
import static java.util.Objects.requireNonNull;
import static org.jooq.impl.DSL.jsonbGetAttributeAsText;

import io.recaller.Stores;
import io.recaller.db.TestDatabase;
import io.recaller.desk.DeskClient;
import io.recaller.lab.stage.Call;
import io.recaller.lab.stage.Cli;
import io.recaller.lab.stage.Phone;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * An office: maria at her page and her phone, a colleague's phone, an Asterisk of the operator's
 * own.
 */
final class PbxOffice implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(15);
    static final Duration AT_ONCE = Duration.ZERO;
    static final String INTRO = "Good day, this is the short line.";

    /** The colleague's number. */
    static final String DESK = "7000";

    final World world;
    final World.Server server;
    final Rows rows;
    final Puppeteer puppeteer;
    final Phone agents;
    final Phone colleague;
    private final Stores stores;
    private @Nullable DeskClient desk;
    private DeskClient.@Nullable Wire maria;

    /**
     * Nobody is signed in yet.
     *
     * @param own what the operator's own Asterisk has besides ours
     */
    PbxOffice(Path folder, OwnWays own) throws Exception {
        world = new World(folder, World.Database.of(TestDatabase.freshSettings()), 1, 3);
        try {
            own.install(world.cli(), folder);
            var settings = world.settings(1);
            server = world.start(settings);
            stores = world.keep(World.stores(settings));
            rows = new Rows(stores);
            rows.agent("maria", "phone-1", "billing", "language:en");
            agents = world.stage.phone("phone-1").answersAfter(AT_ONCE);
            colleague = world.stage.phone("phone-2").answersAfter(AT_ONCE);
            puppeteer = world.keep(new Puppeteer(folder.resolve("stage")));
        } catch (Exception e) {
            world.close();
            throw e;
        }
    }

    /** What an operator's own Asterisk has besides ours. */
    @FunctionalInterface
    interface OwnWays {
        void install(Cli pbx, Path folder) throws IOException;
    }

    void sitDown() throws InterruptedException {
        agents.answersAfter(AT_ONCE);
        var hers = server.desk();
        desk = hers;
        hers.signIn("maria", Rows.PASSWORD);
        var wire = hers.connect();
        maria = wire;
        wire.next("state");
    }

    void goHome() {
        if (desk != null) {
            desk.signOut();
            desk.close();
        }
    }

    DeskClient.Wire maria() {
        return requireNonNull(maria);
    }

    @Override
    public void close() {
        world.close();
    }

    String here(String exten) {
        return "sip:" + exten + "@127.0.0.1:" + world.pbx.ports().sip();
    }

    Call inTheMenu(String number) {
        var call = world.stage.call(number, World.NUMBER);
        call.awaitAnswered(SOON);
        rows.awaitPlace(number, "main", "");
        return call;
    }

    Call inTheQueue(String number) {
        var call = inTheMenu(number);
        Ear.listenTo(INTRO);
        call.press("1");
        rows.awaitPlace(number, "billing", "");
        Awaitility.await().atMost(SOON).until(() -> !place(open()).isEmpty());
        return call;
    }

    /** After a talk, without being ready again. */
    static void finish(DeskClient.Wire wire, String assignment) throws InterruptedException {
        wire.send(
                "disposition",
                "assignment",
                assignment,
                "topic",
                "billing.tv",
                "disposition",
                "resolved",
                "ready",
                false);
        wire.state("not-ready");
    }

    /** The newest contact that has not ended. */
    UUID open() {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(CONTACT.ID)
                                .from(CONTACT)
                                .where(CONTACT.ENDED_AT.isNull())
                                .orderBy(CONTACT.STARTED_AT.desc())
                                .limit(1)
                                .fetchSingle(row -> row.value1()));
    }

    /** Since when a contact waits; empty when it does not. */
    Map<String, Object> place(UUID contact) {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(
                                        WAITING_CONTACT.ENTERED_AT.as("entered"),
                                        jsonbGetAttributeAsText(
                                                        WAITING_CONTACT.ADDRESS, "channelName")
                                                .as("channel"))
                                .from(WAITING_CONTACT)
                                .where(
                                        WAITING_CONTACT.CONTACT_ID.eq(contact),
                                        WAITING_CONTACT.LEFT_AT.isNull())
                                .fetchOptionalMap()
                                .orElse(Map.of()));
    }

    boolean isOpen(UUID contact) {
        return row(contact).get("ended") == null;
    }

    Map<String, Object> row(UUID contact) {
        return stores.database()
                .inTransaction(tx ->
                        tx.dsl()
                                .select(
                                        CONTACT.ENDED_AT.as("ended"),
                                        CONTACT.END_REASON.as("reason"))
                                .from(CONTACT)
                                .where(CONTACT.ID.eq(contact))
                                .fetchSingleMap());
    }
}
