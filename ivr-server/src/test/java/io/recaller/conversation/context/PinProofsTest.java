package io.recaller.conversation.context;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recaller.conversation.Archive;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.HandleStore;
import io.recaller.customer.TrustTier;
import io.recaller.customer.pin.Pepper;
import io.recaller.customer.pin.PepperKeys;
import io.recaller.customer.pin.Pins;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class PinProofsTest {
    @Test
    void onePinTriedOnTenCustomersRaisesTheAlarmWithoutThePin() {
        try (var archive = new Archive()) {
            var pepper = new Pepper.Keys(PepperKeys.parse("ab".repeat(32)));
            var pins = new Pins(new HandleStore(UUID::randomUUID), pepper, 4);
            var meters = new SimpleMeterRegistry();
            var proofs = archive.proofs(pins, meters);
            var logged = new ListAppender<ILoggingEvent>();
            logged.start();
            var logger = (Logger) LoggerFactory.getLogger(PinProofs.class);
            logger.addAppender(logged);

            for (var i = 0; i < 11; i++) {
                var line = new Handle(HandleKind.TEL, "+4930123400" + (10 + i));
                var customer =
                        archive.db
                                .inTransaction(tx ->
                                        archive.customers.createWhenNew(tx, line, Archive.NOW))
                                .single()
                                .orElseThrow();
                archive.db.runInTransaction(tx -> pins.set(tx, customer, "4711", Archive.NOW));
                var asked =
                        new PinChecks.Asked(
                                archive.newContact(),
                                Optional.of(customer),
                                Optional.of(line),
                                TrustTier.CLAIMED);
                proofs.check(asked, "918273", Archive.NOW);
            }
            logger.detachAppender(logged);

            assertThat(meters.get("recaller.pin.sprayed").counter().count()).isEqualTo(2);
            assertThat(
                            meters.get("recaller.pin.checks")
                                    .tag("outcome", "rejected")
                                    .counter()
                                    .count())
                    .isEqualTo(11);
            assertThat(logged.list)
                    .filteredOn(event -> event.getLevel() == Level.ERROR)
                    .singleElement()
                    .satisfies(event ->
                            assertThat(event.getFormattedMessage() + event.getKeyValuePairs())
                                    .contains("one PIN on many customers")
                                    .doesNotContain("918273"));
        }
    }
}
