package io.recaller.cli;

import static io.recaller.db.generated.Tables.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What menus did and what was learned from contacts, at a terminal. */
class LearningCommandsTest {
    @TempDir private static Path folder;
    private static DatabaseTerminal terminal;

    @BeforeAll
    static void open() {
        terminal = DatabaseTerminal.in(folder);
    }

    @Test
    void theMenuReportSaysWhatIsThereAndWhichPolicyIsOff() {
        assertThat(terminal.run("report", "menu")).isZero();
        assertThat(terminal.out()).contains("No customer heard such a menu");

        assertThat(terminal.run("policy", "off", "order", "--reason", "new flow")).isZero();
        assertThat(terminal.run("report", "menu")).isZero();
        assertThat(terminal.out().replaceAll("\\s+", " "))
                .contains("order: switched OFF since", "by an operator (new flow)")
                .contains("recaller policy on order");

        assertThat(terminal.run("policy", "on", "order")).isZero();
        assertThat(terminal.run("report", "menu", "--json")).isZero();
        assertThat(terminal.out()).contains("\"policies\":{}", "\"switchedOff\":[]");
    }

    @Test
    void whatIsNoPeriodAndWhatIsNoPolicyIsRefusedWithTheRemedy() {
        assertThat(terminal.run("report", "menu", "--from", "2026-11-02", "--to", "2026-11-01"))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("the last day 2026-11-01 is before the first");

        assertThat(terminal.run("policy", "off", "control")).isEqualTo(2);
        assertThat(terminal.err()).contains("write popularity, order or recaller");
    }

    @Test
    void whatWasLearnedIsShownAndLearnedAnew() throws IOException {
        assertThat(terminal.run("learn")).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "learned       0 contacts about 0 topics",
                        "waiting       0 contacts",
                        "stale         nothing",
                        "learning now  nobody; a server that runs does");

        chat("1", "mobile");
        chat("2", "billing");
        assertThat(terminal.run("learn", "--rebuild")).isZero();
        assertThat(terminal.err()).containsPattern("learned 2 contacts in \\d+\\.\\d s");
        assertThat(terminal.out())
                .contains("learned       2 contacts about 2 topics, the last one at 20")
                .containsPattern("\\+1\\.00  feature\\.trend +the same, lately \\(7 days\\)");

        correct("2", "mobile");
        assertThat(terminal.run("learn")).isZero();
        assertThat(terminal.out())
                .contains("1 topics corrected since they were learned: recaller learn --rebuild");
        assertThat(terminal.run("learn", "--rebuild", "--json")).isZero();
        var status = new ObjectMapper().readTree(terminal.out());
        assertThat(status.path("learned").asInt()).isEqualTo(2);
        assertThat(status.path("topics").asInt()).isEqualTo(1);
        assertThat(status.path("stale").isEmpty()).isTrue();
        assertThat(status.path("weights").path("feature.own_60d").asDouble()).isEqualTo(1);
    }

    private static void chat(String id, String topic) {
        terminal.hearsOfAChat(id, Optional.of(topic), new Handle(HandleKind.TEL, "+77015550104"));
    }

    private static void correct(String id, String topic) {
        try (var stores = terminal.stores()) {
            stores.database()
                    .runInTransaction(tx ->
                            tx.dsl()
                                    .update(CONTACT)
                                    .set(CONTACT.TOPIC, topic)
                                    .where(CONTACT.EXTERNAL_ID.eq(id))
                                    .execute());
        }
    }
}
