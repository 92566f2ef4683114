package io.recaller.channel.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.recaller.channel.GatewayPlan;
import io.recaller.channel.GatewayTraffic;
import io.recaller.channel.Gateways;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.conversation.Archive;
import io.recaller.conversation.CalledInstead;
import io.recaller.conversation.LeftOff;
import io.recaller.conversation.LinkArrivals;
import io.recaller.conversation.PinPages;
import io.recaller.message.Author;
import io.recaller.message.ThreadMessage;
import io.recaller.message.ThreadTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many people write at once, to two servers: each is answered once and in order. */
class LanesTest {
    private static final Archive archive = new Archive();
    private static int visitors;

    private final List<Lanes> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(Lanes::close);
    }

    @AfterAll
    static void close() {
        archive.close();
    }

    @Test
    void aBurstToTwoServersIsOneContactEachAndEveryMessageIsAnsweredOnce() {
        var people = IntStream.range(0, 8).mapToObj(_ -> person()).toList();
        var first = lanes(people.getFirst(), "server-1");
        var second = lanes(people.getFirst(), "server-2");

        for (var round = 0; round < 3; round++) {
            for (var person : people) {
                var thread = person.write("no idea " + round).thread();
                first.told(thread);
                second.told(thread);
            }
        }

        for (var person : people) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(person.waiting()).isEmpty());
            var said = person.all();
            assertThat(said).filteredOn(each -> each.author() == Author.CUSTOMER).hasSize(3);
            assertThat(said).filteredOn(each -> each.author() == Author.FLOW).hasSize(3);
            assertThat(said).extracting(ThreadMessage::contact).doesNotContainNull();
            assertThat(said.stream().map(ThreadMessage::contact).distinct()).hasSize(1);
        }
    }

    @Test
    void whatAKilledServerHadIsAnsweredByAnotherOnceItsLeaseIsOver() {
        var person = person();
        person.write("hello");
        var now = person.office.instant();
        var isTaken =
                archive.db.inTransaction(tx ->
                        new ThreadTasks()
                                .take(
                                        tx,
                                        ThreadTasks.Task.ANSWERING,
                                        person.thread(),
                                        "killed",
                                        now,
                                        now.plusSeconds(60)));
        assertThat(isTaken).isTrue();
        var other = lanes(person, "server-2");

        other.told(person.thread());
        other.start();
        assertThat(person.all()).hasSize(1);
        person.office.now = now.plusSeconds(61);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(person.all()).hasSize(2));
    }

    @Test
    void whatAKilledServerOfThisPlaceHadIsFreeAtOnceAndNobodyElses() {
        var person = person();
        person.write("hello");
        isTaken(person, "a:1@x#one");

        archive.db.runInTransaction(tx -> new ThreadTasks().free(tx, "a:1@y#"));
        var before = isTaken(person, "a:1@x#two");
        archive.db.runInTransaction(tx -> new ThreadTasks().free(tx, "a:1@x#"));

        assertThat(before).isFalse();
        assertThat(isTaken(person, "a:1@x#two")).isTrue();
    }

    private static boolean isTaken(Correspondence person, String server) {
        var now = person.office.instant();
        return archive.db.inTransaction(tx ->
                new ThreadTasks()
                        .take(
                                tx,
                                ThreadTasks.Task.ANSWERING,
                                person.thread(),
                                server,
                                now,
                                now.plusSeconds(60)));
    }

    private static Correspondence person() {
        return new Correspondence(archive, "visitor-" + ++visitors);
    }

    private Lanes lanes(Correspondence of, String server) {
        var lanes =
                new Lanes(
                        archive.db,
                        of.office.conversations(),
                        archive.contacts,
                        new Gateways(
                                List.of(new GatewayPlan("site", Channel.CHAT, false)),
                                GatewayTraffic.uncounted()),
                        of.closed,
                        () -> new ContactId(archive.ids.get()),
                        server,
                        of.office,
                        LeftOff.nothing(),
                        LinkArrivals.none(),
                        CalledInstead.never(),
                        PinPages.none());
        servers.add(lanes);
        return lanes;
    }
}
