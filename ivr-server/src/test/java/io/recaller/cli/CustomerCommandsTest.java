package io.recaller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.cli.option.Named;
import io.recaller.contact.Channel;
import io.recaller.customer.TrustTier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Customers are described, shown and told apart at a terminal. */
class CustomerCommandsTest {
    @TempDir private static Path folder;
    private static DatabaseTerminal terminal;

    @BeforeAll
    static void open() {
        terminal = DatabaseTerminal.in(folder);
    }

    @Test
    void whatACustomerAgreedToIsKeptAndShown() {
        terminal.run("customer", "set", "+77015550204", "--create", "--agrees", "sms,email");
        assertThat(
                        terminal.run(
                                "customer",
                                "set",
                                "+77015550204",
                                "--withdraws",
                                "email",
                                "--prefers",
                                "sms"))
                .isZero();

        assertThat(terminal.out())
                .contains("prefers            sms", "sms                agreed since")
                .containsPattern("email +withdrawn since .*: recaller customer set");
        assertThat(terminal.run("customer", "set", "+77015550204", "--agrees", "fax")).isEqualTo(2);
        assertThat(terminal.err()).contains("--agrees fax: write one of call, sms, email");
        assertThat(
                        terminal.run(
                                "customer",
                                "set",
                                "+77015550204",
                                "--agrees",
                                "vk",
                                "--withdraws",
                                "vk"))
                .isEqualTo(2);
    }

    @Test
    void aCustomerIsDescribedAndShown() {
        terminal.run("user", "add", "dana", "--phone", "PJSIP/3");

        assertThat(terminal.run("customer", "set", "+77015550201", "--language", "kk"))
                .isEqualTo(2);
        assertThat(terminal.err()).contains("nobody has the number", "add --create");
        assertThat(terminal.run("customer", "set", "+77015550201", "--create", "--language", "kk"))
                .isZero();
        assertThat(
                        terminal.run(
                                "customer",
                                "set",
                                "+77015550201",
                                "--agent",
                                "Dana",
                                "--segment",
                                "gold"))
                .isZero();

        assertThat(terminal.run("customer", "show", "8 701 555 02 01")).isZero();
        assertThat(terminal.out()).contains("language           kk", "gold", "agent  dana");
        assertThat(terminal.run("customer", "set", "+77015550201", "--forget", "language,agent"))
                .isZero();
        assertThat(terminal.run("customer", "show", "+77015550201")).isZero();
        assertThat(terminal.out()).contains("language           not known", "gold", "agent  none");
    }

    @ParameterizedTest
    @CsvSource({
        "--language, Russian, --language must be",
        "--segment, '  ', --segment must be",
        "--agent, nobody, no agent signs in as nobody",
        "--forget, policy, write one of",
    })
    void whatCannotBeSaidOfACustomerIsToldWithTheRemedy(String option, String value, String told) {
        terminal.run("customer", "set", "+77015550202", "--create", "--language", "ru");

        assertThat(terminal.run("customer", "set", "+77015550202", option, value)).isEqualTo(2);

        assertThat(terminal.err()).contains(told);
        assertThat(terminal.run("customer", "set", "+77015550202")).isEqualTo(2);
    }

    /** One place reads a number for all of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {"customer show", "pin unlock", "link list", "customer set --segment gold"})
    void whoIsMeantIsReadTheSameByEveryCommand(String command) {
        assertThat(runs(command, "+33142685391")).isEqualTo(2);
        assertThat(terminal.err()).contains("nobody has the number +33142685391", "--create");
        assertThat(runs(command, "web:v-none")).isEqualTo(2);
        assertThat(terminal.err()).contains("nobody has the handle web:v-none");
        assertThat(runs(command, "+10000000000")).isEqualTo(2);
        assertThat(terminal.err()).contains("+10000000000 names nobody: it is withheld");
        assertThat(runs(command, "+49112")).isEqualTo(2);
        assertThat(terminal.err()).contains("+49112: not a telephone number there can be");
    }

    private int runs(String command, String whom) {
        return terminal.run(
                Stream.of(command.split(" "), new String[] {whom})
                        .flatMap(Stream::of)
                        .toArray(String[]::new));
    }

    @Test
    void aClaimIsListedProvedByAnAgentsWordAndTakenBack() {
        var number = "+33142685377";
        hears("owner", TrustTier.VERIFIED, "tel:" + number);
        hears("visit", TrustTier.UNKNOWN, "web:v-77", "tel:" + number);

        assertThat(terminal.run("link", "list", number)).isZero();
        assertThat(terminal.out()).contains("tel:" + number + "  unknown  named by the visitor");
        assertThat(terminal.run("link", "prove", number, "web:v-77")).isZero();
        assertThat(terminal.run("link", "list", number)).isZero();
        assertThat(terminal.out()).contains("no claims");
        assertThat(terminal.run("link", "undo", number, "web:v-77")).isZero();
        assertThat(terminal.run("link", "undo", number, "web:v-77")).isEqualTo(2);
        assertThat(terminal.err()).contains("there is no link to web:v-77");
    }

    private static void hears(String id, TrustTier trust, String... handles) {
        try (var stores = terminal.stores()) {
            var read = Stream.of(handles).map(text -> Named.read(stores, text).handle()).toList();
            var at = Instant.parse("2026-11-20T10:00:00Z");
            terminal.hears(id, Channel.WEB, read, trust, Optional.empty(), at);
        }
    }
}
