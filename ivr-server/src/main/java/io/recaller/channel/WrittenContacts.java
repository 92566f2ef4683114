package io.recaller.channel;

import io.recaller.contact.ContactId;
import io.recaller.contact.history.Timeline;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.AuditTrail.Actor;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.message.Attachments;
import io.recaller.message.ContactMessages;
import io.recaller.message.ContactMessages.Written;
import io.recaller.message.FileRoom;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.FileContent;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What other systems read of contacts in writing; each reading is on the audit trail or fails.
 * Thread-safe; blocks.
 */
public final class WrittenContacts {
    private final Database db;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final Timeline timeline = new Timeline();
    private final ContactMessages messages = new ContactMessages();
    private final Attachments attachments = new Attachments();

    public WrittenContacts(Database db, AuditTrail audit, InstantSource clock) {
        this.db = db;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Messages in order.
     *
     * @param more whether there are others now
     */
    public record Page(List<Written> messages, boolean more) {
        public Page {
            messages = List.copyOf(messages);
        }
    }

    /** A file with its content. */
    public record Read(Attachment attachment, FileContent content) {}

    /**
     * What was written in a contact after a place; none in one that was spoken.
     *
     * @param limit most messages, more than zero
     * @return empty: there is no such contact
     */
    public Optional<Page> messages(Actor by, ContactId contact, long after, int limit) {
        return db.inTransaction(tx ->
                timeline.find(tx, contact)
                        .map(entry -> {
                            var found = messages.after(tx, contact, after, limit + 1);
                            var page = found.subList(0, Math.min(limit, found.size()));
                            var detail = Map.of("messages", String.valueOf(page.size()));
                            note(tx, by, entry, "messages.read", detail);
                            return new Page(page, found.size() > limit);
                        }));
    }

    /** A file with a message of a contact; empty: there is none such, or not any more. */
    public Optional<Read> file(Actor by, ContactId contact, UUID file) {
        return db.inTransactionWithin(
                FileRoom.STORED_WITHIN,
                tx ->
                        timeline.find(tx, contact)
                                .filter(_ -> messages.has(tx, contact, file))
                                .flatMap(entry -> read(tx, by, entry, file)));
    }

    private Optional<Read> read(Tx tx, Actor by, Timeline.Entry entry, UUID file) {
        var found = attachments.find(tx, file);
        found.ifPresent(
                _ -> note(tx, by, entry, "attachment.read", Map.of("attachment", file.toString())));
        return found.flatMap(each ->
                attachments.content(tx, file).map(content -> new Read(each.attachment(), content)));
    }

    private void note(
            Tx tx, Actor by, Timeline.Entry entry, String action, Map<String, String> detail) {
        audit.write(
                tx,
                new AuditTrail.Entry(
                        by.kind(),
                        by.name(),
                        action,
                        entry.customer(),
                        Optional.of(entry.contact().value()),
                        detail),
                clock.instant());
    }
}
