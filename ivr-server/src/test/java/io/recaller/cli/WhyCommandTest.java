package io.recaller.cli;

import static io.recaller.db.generated.Tables.AUDIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a contact went as it did, asked at a terminal. */
class WhyCommandTest {
    @TempDir private static Path folder;
    private static DatabaseTerminal terminal;

    @BeforeAll
    static void open() {
        terminal = DatabaseTerminal.in(folder);
    }

    @Test
    void aContactNobodyKnowsHasNoWhy() {
        assertThat(terminal.run("why", "+77015550103")).isEqualTo(2);

        assertThat(terminal.err()).contains("no contact found for +77015550103");
    }

    @Test
    void ofANumberWithSeveralContactsItIsSaidThatThereAreMoreAndHowToSeeThem() {
        var line = new Handle(HandleKind.TEL, "+441632960961");
        List.of("many-1", "many-2", "many-3")
                .forEach(id -> terminal.hearsOfAChat(id, Optional.empty(), line));

        assertThat(terminal.run("why", "+441632960961")).isZero();
        assertThat(terminal.out().lines().filter(each -> each.startsWith("contact "))).hasSize(1);
        assertThat(terminal.out())
                .endsWith(
                        "(2 other contacts of this number: --last N tells the last ones, --list"
                                + " which there are)\n");
        assertThat(terminal.run("why", "+441632960961", "--last", "9")).isZero();
        assertThat(terminal.out().lines().filter(each -> each.startsWith("contact "))).hasSize(3);
        assertThat(terminal.out()).doesNotContain("--last N");
        assertThat(terminal.run("why", "+441632960961", "--list")).isZero();
        assertThat(terminal.out().lines())
                .hasSize(3)
                .allMatch(each ->
                        each.matches("2026-03-10 \\d\\d:00:00  [0-9a-f-]{36}  chat      .+, .+"))
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(terminal.run("why", "+441632960961", "--list", "--json")).isZero();
        assertThat(terminal.out().lines())
                .hasSize(3)
                .allMatch(each ->
                        each.matches("\\{\"contact\":.*,\"channel\":\"chat\",.*\"end\":\".+\"}"));
        assertThat(terminal.run("why", "+441632960961", "--last", "0")).isEqualTo(2);
        assertThat(terminal.err()).contains("--last: write a number from 1 to 100");
    }

    @Test
    void whatIsNeitherAnIdNorANumberHasNoWhyEither() {
        for (var written : List.of("abc", "0199a2b4-6d10", "звонок")) {
            assertThat(terminal.run("why", written)).isEqualTo(2);
            assertThat(terminal.err())
                    .contains(written + " is neither the id of a contact", "nor a number");
        }
    }

    @Test
    void whoAsksWhyIsOnTheAuditTrailWithTheUserOfTheSystem() {
        terminal.hearsOfAChat(
                "why-1", Optional.empty(), new Handle(HandleKind.TEL, "+77015550188"));

        assertThat(terminal.run("why", "8 (701) 555-01-88")).isZero();
        assertThat(terminal.out()).contains("another system reported it");

        try (var stores = terminal.stores()) {
            var row =
                    stores.database()
                            .inTransaction(tx ->
                                    tx.dsl()
                                            .selectFrom(AUDIT)
                                            .where(AUDIT.ACTION.eq("contact.explained"))
                                            .orderBy(AUDIT.OCCURRED_AT.desc())
                                            .limit(1)
                                            .fetchSingle());
            assertThat(row.getActorKind()).isEqualTo("cli");
            assertThat(row.getActor()).isEqualTo(System.getProperty("user.name"));
            assertThat(row.getCustomerId()).isNotNull();
            assertThat(row.getContactId()).isNotNull();
        }
    }
}
