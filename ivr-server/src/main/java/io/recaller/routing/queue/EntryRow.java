package io.recaller.routing.queue;

import io.recaller.contact.Address;
import io.recaller.contact.AddressJson;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.db.generated.tables.records.WaitingContactRecord;
import io.recaller.routing.match.EntryId;
import io.recaller.routing.match.WaitingContact;
import io.recaller.routing.step.Wish;
import io.recaller.skill.Requirement;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.JSONB;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One entry of the queue as its row says it. Any thread. */
final class EntryRow {
    private static final Logger LOG = LoggerFactory.getLogger(EntryRow.class);

    /** Damaged entries of which was told. */
    private final Set<EntryId> told = ConcurrentHashMap.newKeySet();

    /** Of one that was just made: it waits. */
    static void write(WaitingContactRecord row, WaitingContact entry) {
        row.setId(entry.id().value());
        row.setContactId(entry.contact().value());
        row.setChannel(entry.channel().slug());
        WishRow.write(row, entry.wish());
        row.setPriority(entry.priority());
        row.setEnteredAt(entry.enteredAt());
        row.setTurnAt(entry.turnAt());
        row.setAddress(json(entry.address()));
        row.setState(QueueState.WAITING.row());
    }

    static JSONB json(Address address) {
        return JSONB.valueOf(AddressJson.write(address).toString());
    }

    WaitingContact read(WaitingContactRecord row) {
        return new WaitingContact(
                new EntryId(row.getId()),
                new ContactId(row.getContactId()),
                Channel.valueOf(row.getChannel().toUpperCase(Locale.ROOT)),
                wish(row),
                row.getPriority(),
                row.getEnteredAt(),
                AddressJson.read(row.getAddress().data()),
                Set.of());
    }

    /**
     * Of a row that somebody wrote by hand and wrong: anyone may serve it, as long as somebody
     * does.
     */
    private Wish wish(WaitingContactRecord row) {
        try {
            return WishRow.read(row);
        } catch (RuntimeException wrong) {
            if (told.add(new EntryId(row.getId()))) {
                LOG.atWarn()
                        .addKeyValue("contactId", row.getContactId())
                        .addKeyValue("entryId", row.getId())
                        .addKeyValue("wrong", wrong.toString())
                        .log("what a waiting contact wants cannot be read, anyone may serve it");
            }
            return Wish.of(Requirement.none());
        }
    }
}
