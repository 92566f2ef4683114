package io.recaller.asterisk.agi;

import static io.recaller.asterisk.agi.ServedCalls.CONTACT;
import static org.assertj.core.api.Assertions.assertThat;

import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.speech.Language;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is believed of what the dialplan tells of a call. */
class ArrivalsTest {
    @AutoClose private ServedCalls calls;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        calls = new ServedCalls(folder);
    }

    @Test
    void aCallIsKnownByItsNumbersAndItsContact() {
        calls.serve((line, _) -> {
            line.carry(CONTACT);
            line.waitForAgent();
        });

        var call =
                calls.call()
                        .from("+77011234567")
                        .to("8001")
                        .with("RECALLER_ATTESTATION", "A")
                        .ring();
        var again = calls.call().with("RECALLER_CONTACT", CONTACT.toString()).ring();

        assertThat(call.variable("RECALLER_CONTACT")).isEqualTo(CONTACT.toString());
        assertThat(call.variable("RECALLER_DONE")).isEqualTo("wait");
        assertThat(again.variable("RECALLER_DONE")).isEqualTo("wait");
        assertThat(calls.arrivals.getFirst())
                .isEqualTo(
                        new Arrival(
                                Channel.PHONE,
                                "8001",
                                Optional.of(new Handle(HandleKind.TEL, "+77011234567")),
                                TrustTier.ATTESTED,
                                Optional.empty(),
                                new Address.Call("fake", "fake-1", "PJSIP/trunk-00000001"),
                                Optional.empty()));
        assertThat(calls.arrivals.getLast().resuming()).contains(CONTACT);
        assertThat(calls.arrivals.getLast().handle()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8000|A|other|2.1",
                "8000\"8000",
                "${SHELL(id)}",
                "8000&PJSIP/phone-1",
                "8000\u00008",
                "8000 or so",
                "8000,A",
                "<script>"
            })
    void aDialledNumberThatIsNoneIsNoneAndNothingElse(String dialled) {
        var arrivals = new ArrayList<Arrival>();
        calls.serve((line, arrival) -> {
            arrivals.add(arrival);
            line.hangUp();
        });

        calls.call().to(dialled).with("RECALLER_ATTESTATION", "B").ring();
        calls.call().script("call?k=secret").to(dialled).ring();

        assertThat(arrivals)
                .hasSize(2)
                .allSatisfy(arrival -> {
                    assertThat(arrival.trust()).isNotEqualTo(TrustTier.ATTESTED);
                    assertThat(arrival.address())
                            .isEqualTo(new Address.Call("fake", "fake-1", "PJSIP/trunk-00000001"));
                    assertThat(arrival.entry()).matches("(unknown|s)?");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"A|x", "AA", "a", "B", " A", "", "A\t"})
    void onlyAFullAttestationCounts(String word) {
        var attested = new ArrayList<Boolean>();
        calls.serve((line, arrival) -> {
            attested.add(arrival.trust() == TrustTier.ATTESTED);
            line.hangUp();
        });

        calls.call().from("+77011234567").with("RECALLER_ATTESTATION", word).ring();
        calls.call().from("+77011234567").with("RECALLER_ATTESTATION", "A").ring();

        assertThat(attested).containsExactly(false, true);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ru, ru",
                "kk-KZ, kk",
                "RU_ru.UTF-8, ru",
                "' en ', en",
                "'', -",
                "Russian, -",
                "русский, -",
                "ru|kk, -",
                "ru;x, -",
                "<script>, -",
                "'ru,kk', -",
                "../en, -",
            })
    void theDialplanMaySayTheLanguageAndNothingElseIsTakenForOne(
            String set, @Nullable String read) {
        var arrivals = new ArrayList<Arrival>();
        calls.serve((line, arrival) -> {
            arrivals.add(arrival);
            line.hangUp();
        });

        calls.call().with("RECALLER_LANGUAGE", set).ring();

        assertThat(arrivals.getFirst().language())
                .isEqualTo(Optional.ofNullable(read).map(Language::new));
        assertThat(arrivals.getFirst().trust()).isNotEqualTo(TrustTier.ATTESTED);
    }

    @Test
    void aCallThatCameBackSaysItsLanguageToo() {
        var arrivals = new ArrayList<Arrival>();
        calls.serve((line, arrival) -> {
            arrivals.add(arrival);
            line.hangUp();
        });

        calls.call()
                .with("RECALLER_LANGUAGE", "kk")
                .with("RECALLER_CONTACT", "00000000-0000-0003-0000-000000000003")
                .ring();

        assertThat(arrivals.getFirst().resuming()).isPresent();
        assertThat(arrivals.getFirst().language()).contains(new Language("kk"));
    }

    @Test
    void aNameMayHoldWhateverEndsALineElsewhere() {
        calls.serve((line, _) -> line.hangUp());

        for (var name : List.of("Ann\u2028Lee", "Ann\u2029", "\u0085", "Ann\rLee", "Ёлка \u202E")) {
            assertThat(calls.call().named(name).ring().variable("RECALLER_DONE"))
                    .as(name)
                    .isEqualTo("hangup");
        }
    }
}
