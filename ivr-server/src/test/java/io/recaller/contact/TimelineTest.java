package io.recaller.contact;

import static io.recaller.contact.Memory.NOW;
import static io.recaller.contact.Memory.chat;
import static io.recaller.db.generated.Tables.AGENT;
import static io.recaller.db.generated.Tables.CUSTOMER;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.history.Timeline;
import io.recaller.customer.CustomerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class TimelineTest {
    private static final Memory memory = new Memory("outage", "billing.tv");

    @AfterAll
    static void close() {
        memory.close();
    }

    @Test
    void allChannelsAreReadNewestFirstPageByPageWithoutLosingAnyOfOneInstant() {
        var line = memory.newLine();
        var customer = memory.customer(line);
        memory.call(line, customer, Duration.ofHours(1));
        memory.report(chat("t1", line, "outage", Duration.ofHours(2)));
        memory.report(chat("t2", line, "outage", Duration.ofHours(2)));
        memory.report(chat("t3", line, "outage", Duration.ofHours(2)));
        memory.report(chat("t4", line, "billing.tv", Duration.ofDays(40)));

        var pages = new ArrayList<Timeline.Entry>();
        var page = read(customer, Optional.empty());
        while (!page.isEmpty()) {
            pages.addAll(page);
            var last = page.getLast();
            page =
                    read(
                            customer,
                            Optional.of(new Timeline.Cursor(last.startedAt(), last.contact())));
        }

        assertThat(pages).hasSize(5).doesNotHaveDuplicates();
        assertThat(pages).isSortedAccordingTo((a, b) -> b.startedAt().compareTo(a.startedAt()));
        assertThat(pages.getFirst().channel()).isEqualTo(Channel.PHONE);
        var old = Timeline.Cursor.before(NOW.minus(Duration.ofHours(2)));
        assertThat(read(customer, Optional.of(old))).hasSize(1);
    }

    @Test
    void aMergedCustomersPastBelongsToTheOneTheyTurnedOutToBe() {
        var line = memory.newLine();
        var old = memory.customer(line);
        memory.report(chat("t5", line, "outage", Duration.ofHours(2)));
        var survivor = memory.customer(memory.newLine());

        memory.db.runInTransaction(tx ->
                tx.dsl()
                        .update(CUSTOMER)
                        .set(CUSTOMER.MERGED_INTO, survivor.value())
                        .where(CUSTOMER.ID.eq(old.value()))
                        .execute());

        assertThat(read(survivor, Optional.empty())).hasSize(1);
    }

    @Test
    void whoTalkedIsNamed() {
        var line = memory.newLine();
        var call = memory.call(line, memory.customer(line), Duration.ofHours(1));
        var agent = memory.ids.get();

        memory.db.runInTransaction(tx -> {
            tx.dsl()
                    .insertInto(AGENT, AGENT.ID, AGENT.LOGIN, AGENT.NAME)
                    .values(agent, "dana", "Dana")
                    .execute();
            memory.contacts.servedBy(tx, call, agent);
        });

        assertThat(memory.entry(call).servedBy()).contains("Dana");
    }

    private static List<Timeline.Entry> read(
            CustomerId customer, Optional<Timeline.Cursor> before) {
        return memory.db.inTransaction(tx -> memory.timeline.read(tx, customer, before, 2));
    }
}
