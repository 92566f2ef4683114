package io.recaller.conversation;

import static io.recaller.db.generated.Tables.MENU_IMPRESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.recaller.channel.inbound.Correspondence;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.db.Database;
import io.recaller.db.OwnPostgres;
import io.recaller.db.PostgresServer;
import io.recaller.db.PostgresSettings;
import io.recaller.flow.engine.Reply;
import io.recaller.flow.engine.Turn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a turn costs a real PostgreSQL, and what is left of it when that is killed the moment after.
 * Its log tells what it was asked; it is slow to write down by itself what nobody waits for, so
 * that a kill loses all of it.
 */
class TurnsOnDiskTest {
    /**
     * What driver and pool settle first on a connection that they make beside, at any moment and in
     * either protocol. What a transaction sets for itself (<code>set local</code>) counts.
     */
    private static final Pattern CONNECTING =
            Pattern.compile(
                    ".*LOG:  (statement|execute [^:]+): (set|show) (?!local|transaction).*",
                    Pattern.CASE_INSENSITIVE);

    private static final Reply SAID = new Reply.Silence();

    private static OwnPostgres postgres;
    private static Database database;
    private static Archive archive;

    private final Office office = new Office();

    TurnsOnDiskTest() {
        office.store = archive.dialogues;
        office.now = Instant.now();
        office.newContact = archive::newContact;
    }

    @BeforeAll
    static void start() throws IOException {
        postgres = OwnPostgres.make();
        var server = PostgresServer.start(new PostgresSettings(postgres.folder(), postgres.port()));
        database = Database.open(server.database("recaller"));
        for (var setting : List.of("log_statement = 'all'", "wal_writer_delay = '10s'")) {
            database.runAtOnce(tx -> tx.dsl().execute("alter system set " + setting));
        }
        database.runAtOnce(tx -> tx.dsl().execute("select pg_reload_conf()"));
        archive = new Archive(database);
        archive.define("internet");
        // Asked once a month, at the rehearsal.
        assertThat(database.months().partitionOf(Instant.now())).isPresent();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
        postgres.close();
    }

    @Test
    void aTurnIsOneStatement() {
        var service = arrive();
        service.reply(SAID);

        assertThat(asked(() -> chosen(service, "1"))).as("a key that tells the topic").hasSize(1);
        assertThat(asked(() -> service.reply(new Reply.Silence()))).as("silence").hasSize(1);
        assertThat(asked(() -> service.reply(new Reply.Keys("#"))))
                .as("no option's key")
                .hasSize(1);
        assertThat(asked(() -> service.takeOver())).as("taking it over").hasSize(1);
    }

    @Test
    void aTurnThatLeadsToWordsOnlyIsOneStatementToo() {
        var service = arrive();
        service.reply(SAID);

        assertThat(asked(() -> chosen(service, "4"))).as("to a hand-off").hasSize(1);
    }

    @Test
    void aMessageThatIsAnsweredWithAQuestionIsWrittenByTwoStatements() {
        var site = new Correspondence(archive, "counted");
        site.write("hello");
        site.answer();

        var taken = asked(() -> site.write("1"));
        var answered = asked(site::answer);

        assertThat(writing(taken)).as("thread and message").hasSize(2);
        assertThat(writing(answered)).as("message and question, and the turn").hasSize(2);
    }

    private static List<String> writing(List<String> statements) {
        return statements.stream()
                .filter(line -> line.matches(".*\\b(insert into|update \"|delete from).*"))
                .toList();
    }

    @Test
    void aQuestionWhoseAnswerADyingDatabaseLostIsAskedOnceMore() {
        var service = arrive();
        service.reply(SAID);
        var question = service.turn();
        archive.define("lasting." + System.nanoTime());
        chosen(service, "6");

        killed();
        var again = comesBack(service);

        assertThat(again.turn()).isInstanceOf(Turn.Choose.class);
        assertThat(((Turn.Choose) again.turn()).layout().options())
                .isEqualTo(((Turn.Choose) question).layout().options());
        assertThatThrownBy(() -> settled(service))
                .as("who served it before")
                .isInstanceOf(SupersededException.class);
    }

    @Test
    void whoServesOnTellsOnceMoreWhatADyingDatabaseLost() {
        var service = arrive();
        service.reply(SAID);
        archive.define("lasting." + System.nanoTime());
        chosen(service, "1");
        chosen(service, "#");
        var before = archive.dialogues.load(service.contact()).orElseThrow();

        killed();
        var lost = archive.dialogues.load(service.contact()).orElseThrow();
        chosen(service, "0");
        settled(service);

        assertThat(lost.version()).as("turns were lost").isLessThan(before.version());
        assertThat(menusHeard(service)).containsExactlyInAnyOrder("1", "#", "0");
        assertThat(archive.row(service.contact()).getTopic()).isEqualTo("internet");
    }

    @Test
    void whatWasPromisedIsThereAfterADatabaseWasKilled() {
        var service = arrive();
        service.reply(SAID);
        chosen(service, "4");
        assertThat(service.turn()).isInstanceOf(Turn.HandOff.class);
        assertThat(service.reply(SAID)).isEqualTo(new Next.Wait());

        killed();

        assertThat(archive.inQueue()).contains(service.contact());
        assertThat(menusHeard(service)).containsExactly("4");
        assertThat(comesBack(service).turn()).isInstanceOf(Turn.HandOff.class);
    }

    private SelfService arrive() {
        return office.conversations().arrive(Office.from(Office.STRANGER)).orElseThrow();
    }

    private SelfService comesBack(SelfService service) {
        var arrival =
                Office.arrival(
                        Optional.of(service.contact()), Optional.of(Office.STRANGER), "8000");
        return office.conversations()
                .comeBack(arrival, service.contact())
                .orElseThrow()
                .within(Duration.ofSeconds(20))
                .orElseThrow();
    }

    private static void chosen(SelfService service, String key) {
        assertThat(service.turn()).isInstanceOf(Turn.Choose.class);
        service.reply(new Reply.Keys(key), Duration.ofSeconds(1));
    }

    /** Whatever was posted is looked at. */
    private static void settled(SelfService service) {
        service.takeOver();
    }

    /**
     * What PostgreSQL was asked for meanwhile. Left out is the empty statement by which the pool
     * asks a connection that was idle for half a second whether it lives.
     */
    private static List<String> asked(Runnable turn) {
        var before = statements().size();
        turn.run();
        var after = statements();
        return after.subList(before, after.size());
    }

    private static List<String> statements() {
        try (var lines = Files.lines(postgres.folder().resolve("postgres.log"))) {
            return lines.filter(line ->
                            line.contains("LOG:  execute") || line.matches(".*LOG:  statement: .+"))
                    .filter(line -> !CONNECTING.matcher(line).matches())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> menusHeard(SelfService service) {
        return database.inTransaction(tx ->
                tx.dsl()
                        .select(MENU_IMPRESSION.KEY)
                        .from(MENU_IMPRESSION)
                        .where(MENU_IMPRESSION.CONTACT_ID.eq(service.contact().value()))
                        .orderBy(MENU_IMPRESSION.ID)
                        .fetch(MENU_IMPRESSION.KEY));
    }

    private static void killed() {
        postgres.kill();
        postgres.start();
        while (!database.answersWithin(Duration.ofSeconds(5))) {
            Thread.onSpinWait();
        }
    }
}
