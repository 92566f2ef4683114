package io.recaller.notice;

import io.micrometer.core.instrument.MeterRegistry;
import io.recaller.contact.ContactStore;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.field.KnownFields;
import io.recaller.db.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Rounds of notices in which nobody is called. */
public final class RoundWithoutCalls {
    private RoundWithoutCalls() {}

    public static NoticeRound of(
            Database db,
            CustomerStore customers,
            KnownFields fields,
            ContactStore contacts,
            List<NoticeGateway> gateways,
            TellingRules rules,
            MeterRegistry meters,
            InstantSource clock) {
        return NoticeRound.of(
                db,
                customers,
                fields,
                contacts,
                gateways,
                rules,
                NoticeCaller.none(),
                CallingRules.nobody(),
                UUID::randomUUID,
                meters,
                clock);
    }
}
