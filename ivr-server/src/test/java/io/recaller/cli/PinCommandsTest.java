package io.recaller.cli;

import static io.recaller.db.generated.Tables.AUDIT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.cli.option.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PINs are set and unlocked at a terminal. */
class PinCommandsTest {
    @TempDir private static Path folder;
    private static DatabaseTerminal terminal;

    @BeforeAll
    static void open() {
        terminal = DatabaseTerminal.in(folder);
    }

    @Test
    void aPinIsSetOnlyForSomebodyUnlessTheyAreToBeMade() {
        terminal.types("4711\n");

        assertThat(terminal.run("pin", "set", "8 (701) 555-01-01")).isEqualTo(2);
        assertThat(terminal.err()).contains("nobody has the number", "add --create");
        assertThat(terminal.run("pin", "set", "8 (701) 555-01-01", "--create")).isZero();
        assertThat(terminal.out()).isEqualTo("the PIN is set" + System.lineSeparator());
        assertThat(terminal.run("pin", "set", "+77015550101")).as("the same number").isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"٤٧١١", "۴۷۱۱", "४७११", "４７１１", "47११"})
    void aPinInOtherDigitsIsKeptInThoseThatCallersKeyAndItIsSaid(String pin) {
        terminal.types(pin + "\n");

        assertThat(terminal.run("pin", "set", "+77015550108", "--create")).isZero();

        assertThat(terminal.out())
                .startsWith("the PIN is set")
                .contains("it was written in other digits than 0 to 9, and is kept in these")
                .doesNotContain("4711", pin);
    }

    @Test
    void aPinThatNoCallerCanKeyIsSetAndToldOf() {
        terminal.types("4711471\n");

        assertThat(terminal.run("pin", "set", "+77015550107", "--create")).isZero();

        assertThat(terminal.out())
                .startsWith("the PIN is set")
                .contains("but it has 7 digits, and no caller can key it: the flow telecom takes")
                .contains("verify.digits")
                .doesNotContain("4711");
    }

    @Test
    void whatIsNoPinIsRefusedAndNotRepeated() {
        for (var wrong : new String[] {"", "471", "4711471147114", "47ll", "+4711"}) {
            terminal.types(wrong + "\n");

            assertThat(terminal.run("pin", "set", "+77015550102", "--create")).isEqualTo(2);

            assertThat(terminal.err()).contains("a PIN has 4 to 12 digits");
            assertThat(wrong.isEmpty() || !terminal.err().contains(wrong)).isTrue();
        }
    }

    @Test
    void aLockIsEndedForSomebodyWhoIsKnown() {
        terminal.types("4711\n");
        terminal.run("pin", "set", "+77015550104", "--create");

        assertThat(terminal.run("pin", "unlock", "8 701 555 01 04")).isZero();
        assertThat(terminal.out()).startsWith("unlocked");
        assertThat(terminal.run("pin", "unlock", "+77015550999")).isEqualTo(2);
        assertThat(terminal.err()).contains("nobody has the number +77015550999");
    }

    @Test
    void whoSetsOrUnlocksPinsOrReadsClaimsIsOnTheAuditTrail() {
        var number = "+33142685391";
        terminal.types("4711\n");
        terminal.run("pin", "set", number, "--create");
        terminal.run("pin", "unlock", number);
        terminal.types("number,pin\n" + number + ",4821\n");
        terminal.run("pin", "import", "-");
        terminal.run("link", "list", number);

        try (var stores = terminal.stores()) {
            var handle = Named.read(stores, number).handle();
            var done =
                    stores.database()
                            .inTransaction(tx -> {
                                var who = stores.customers().resolve(tx, handle).single();
                                return tx.dsl()
                                        .select(AUDIT.ACTION)
                                        .from(AUDIT)
                                        .where(
                                                AUDIT.CUSTOMER_ID.eq(who.orElseThrow().value()),
                                                AUDIT.ACTOR_KIND.eq("cli"))
                                        .fetch(AUDIT.ACTION);
                            });
            assertThat(done)
                    .containsExactlyInAnyOrder("pin.set", "pin.unlock", "pin.set", "link.read");
        }
    }

    @Test
    void withoutThePepperFilePinsAreRefusedAndTheDoctorSaysWhy() throws IOException {
        terminal.types("4711\n");
        terminal.run("pin", "set", "+77015550105", "--create");
        var pepper = folder.resolve(".recaller/pin.pepper");
        assertThat(Files.getPosixFilePermissions(pepper))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        var kept = Files.readString(pepper);
        Files.delete(pepper);

        assertThat(terminal.run("pin", "set", "+77015550105")).isEqualTo(2);
        assertThat(terminal.err()).contains(pepper + " is missing", "bring it back");
        terminal.run("doctor");
        assertThat(terminal.out()).contains("BAD  pins", pepper + " is missing");
        Files.writeString(pepper, "12".repeat(32));
        terminal.run("doctor");
        assertThat(terminal.out()).contains("BAD  pins", "PINs need the key");
        Files.writeString(pepper, kept);
        terminal.run("doctor");
        assertThat(terminal.out()).contains("ok   pins");
    }
}
