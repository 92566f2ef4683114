package io.recaller.continuation;

import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.customer.Handle;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.db.generated.tables.records.ContinuationRecord;
import io.recaller.message.Attachments;
import io.recaller.message.FileRoom;
import io.recaller.message.InboundMessages;
import io.recaller.message.InboundMessages.Received;
import io.recaller.message.Peer;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import io.recaller.message.WrittenByAgents;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.AttachmentRules.Refusal;
import io.recaller.message.file.FileContent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pictures and documents handed in on pages beside calls. Each is with a message of the call's own
 * contact, in a thread of the page, so that no contact in writing begins for it; it and its message
 * are written in one transaction. Any thread; blocking.
 */
public final class HandedFiles {
    /** By which messages of pages are told; no channel of the settings is called so. */
    public static final String GATEWAY = "companion";

    /** Of one page. */
    static final int MOST = 20;

    private static final Logger log = LoggerFactory.getLogger(HandedFiles.class);

    private static final Duration DAY = Duration.ofHours(24);

    private final Database db;
    private final ContactStore contacts;
    private final Showings showings;
    private final AttachmentRules rules;
    private final FileRoom room;
    private final InstantSource clock;
    private final ContinuationRows rows = new ContinuationRows();
    private final Threads threads = new Threads();
    private final WrittenByAgents byAgents = new WrittenByAgents();
    private final InboundMessages inbound = new InboundMessages();
    private final Attachments attachments = new Attachments();

    /**
     * Over one database.
     *
     * @param showings told that what asked for a file is answered
     */
    public HandedFiles(
            Database db,
            ContactStore contacts,
            Showings showings,
            FileRoom room,
            InstantSource clock) {
        this.db = db;
        this.contacts = contacts;
        this.showings = showings;
        this.rules = room.rules();
        this.room = room;
        this.clock = clock;
    }

    /** Which files are taken; of no type: none. */
    public AttachmentRules rules() {
        return rules;
    }

    /** What became of a file. */
    public sealed interface Handing {
        /** It is there, and was perhaps before. */
        record Kept() implements Handing {}

        record Refused(Refusal why) implements Handing {}

        /** The page is none, or is over, or its call is, or another is on it. */
        record Over() implements Handing {}
    }

    /** A file with its content. */
    public record Opened(Attachment attachment, FileContent content) {}

    /** Whether the page that a cookie is of may hand in something now. */
    public boolean mayHandIn(PageSecret cookie) {
        return db.inTransaction(
                tx -> rows.byCookie(tx, cookie).filter(row -> isOpen(tx, row)).isPresent());
    }

    private boolean isOpen(Tx tx, ContinuationRecord page) {
        return isTheirs(tx, page)
                && contacts.endReason(tx, new ContactId(page.getContactId())).isEmpty();
    }

    /** The page is over, too, once another has taken its caller's place on the call. */
    private boolean isTheirs(Tx tx, ContinuationRecord row) {
        var page = ContinuationRows.read(row);
        return row.getEndedAt() == null
                && page.call()
                        .handle()
                        .filter(handle -> contacts.cameBy(tx, page.contact(), handle))
                        .isPresent();
    }

    /**
     * Takes a file; the same again is one.
     *
     * @param client made up by the page, a UUID
     * @param name what the caller's device calls it
     */
    public Handing take(PageSecret cookie, String client, String name, FileContent content) {
        var flaw = rules.refusal(content);
        if (flaw.isPresent()) {
            return new Handing.Refused(flaw.get());
        }
        return db.inTransactionWithin(
                FileRoom.STORED_WITHIN,
                tx ->
                        rows.locked(tx, cookie)
                                .filter(row -> isOpen(tx, row))
                                .map(row -> taken(tx, row, client, name, content))
                                .orElseGet(Handing.Over::new));
    }

    private Handing taken(
            Tx tx, ContinuationRecord row, String client, String name, FileContent content) {
        var page = ContinuationRows.read(row);
        if (byAgents.writtenAs(tx, page.contact(), client).isPresent()) {
            return new Handing.Kept();
        }
        var now = clock.instant();
        var thread = threads.open(tx, peer(page), now);
        threads.lock(tx, thread);
        var refusal = refusal(tx, row, thread, content.size(), now);
        if (refusal.isPresent()) {
            return new Handing.Refused(refusal.get());
        }
        keep(tx, page, thread, client, name, content, now);
        return new Handing.Kept();
    }

    private Optional<Refusal> refusal(
            Tx tx, ContinuationRecord page, ThreadId thread, int size, Instant now) {
        if (page.getHandedIn() >= MOST) {
            return Optional.of(Refusal.TOO_MANY);
        }
        if (attachments.receivedSince(tx, thread, now.minus(DAY)) + size > rules.aDay()) {
            return Optional.of(Refusal.DAY_IS_FULL);
        }
        return room.take(tx, true, size, now)
                ? Optional.empty()
                : Optional.of(Refusal.STORE_IS_FULL);
    }

    private void keep(
            Tx tx,
            Joined page,
            ThreadId thread,
            String client,
            String name,
            FileContent content,
            Instant now) {
        var said = new Received("", Optional.empty(), Optional.empty(), Optional.of(client), now);
        var seq = inbound.receive(tx, thread, said, now).orElseThrow();
        inbound.handled(tx, seq, Optional.of(page.contact()), now);
        var _ = attachments.keep(tx, thread, seq, 0, name, content, now);
        rows.handedIn(tx, page.id());
        showings.handedIn(tx, page.contact(), now);
        log.atInfo().addKeyValue("contactId", page.contact()).log("file handed in beside a call");
    }

    /** Nobody is found by it, and nobody is written to there. */
    private static Peer peer(Joined page) {
        return new Peer(
                GATEWAY,
                page.name(),
                Channel.PHONE,
                Optional.empty(),
                page.cap(),
                Optional.empty(),
                Optional.empty());
    }

    /** What a page handed in itself, the oldest first. */
    List<Attachment> of(Joined page) {
        return db.inTransaction(tx -> attachments.of(tx, GATEWAY, page.name()));
    }

    /**
     * What was handed in beside a call by whoever is on it, on whichever page.
     *
     * @param who by which number; who was there before a transfer is another
     */
    List<Attachment> beside(ContactId contact, Optional<Handle> who) {
        return db.inTransaction(tx -> {
            var others =
                    rows.ofOthers(tx, contact, who).stream()
                            .flatMap(page -> attachments.of(tx, GATEWAY, page.toString()).stream())
                            .toList();
            return attachments.of(tx, contact).stream()
                    .filter(file -> !others.contains(file))
                    .toList();
        });
    }

    /** One that this page handed in itself; empty: it is none such, or not any more. */
    public Optional<Opened> open(PageSecret cookie, UUID file) {
        return db.inTransactionWithin(
                FileRoom.STORED_WITHIN,
                tx ->
                        rows.byCookie(tx, cookie)
                                .filter(row -> isTheirs(tx, row))
                                .map(ContinuationRows::read)
                                .flatMap(page -> threads.find(tx, GATEWAY, page.name()))
                                .flatMap(thread -> opened(tx, thread, file)));
    }

    private Optional<Opened> opened(Tx tx, ThreadId thread, UUID file) {
        return attachments
                .find(tx, file)
                .filter(found -> found.thread().equals(thread))
                .flatMap(found ->
                        attachments
                                .content(tx, file)
                                .map(content -> new Opened(found.attachment(), content)));
    }
}
