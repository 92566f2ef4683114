package io.recaller.message;

import io.recaller.contact.Channel;
import io.recaller.customer.TrustTier;
import io.recaller.db.Tx;
import io.recaller.message.Attachments.Stored;
import io.recaller.message.file.AttachmentRules;
import java.time.Duration;
import java.time.Instant;

/**
 * How much room there is for files. All are counted every few seconds while files come, and what
 * this server takes in between is added: of several servers each may go beyond the limit by what
 * the others take within that time. Any thread.
 */
public final class FileRoom {
    /** Statements with a file of 25 MiB on a slow disk. */
    public static final Duration STORED_WITHIN = Duration.ofSeconds(30);

    private static final Duration FRESH = Duration.ofSeconds(10);

    private final AttachmentRules rules;
    private final Attachments attachments = new Attachments();

    // Guarded by this.
    private Stored stored = new Stored(0, 0);
    private Instant readAt = Instant.MIN;

    public FileRoom(AttachmentRules rules) {
        this.rules = rules;
    }

    /** Which files there is room for. */
    public AttachmentRules rules() {
        return rules;
    }

    /** Whether one of so many bytes has room; then it is counted. */
    public boolean take(Tx tx, boolean isOfVisitor, long bytes, Instant now) {
        if (isStale(now)) {
            read(attachments.stored(tx), now);
        }
        return take(isOfVisitor, Math.max(bytes, Attachments.LEAST));
    }

    /**
     * Anybody may be one, as often as they like: in a chat, or on a page beside a call, whose files
     * may be a chat's later.
     */
    public static boolean isVisitor(Peer peer) {
        return peer.channel() == Channel.PHONE
                || (peer.channel() == Channel.CHAT && peer.trust() == TrustTier.CLAIMED);
    }

    private synchronized boolean isStale(Instant now) {
        return !now.isBefore(readAt.plus(FRESH)) || now.isBefore(readAt);
    }

    private synchronized void read(Stored all, Instant now) {
        stored = all;
        readAt = now;
    }

    private synchronized boolean take(boolean isOfVisitor, long bytes) {
        var all = stored.all() + bytes;
        var ofVisitors = stored.ofVisitors() + (isOfVisitor ? bytes : 0);
        if (all > rules.inAll() || (isOfVisitor && ofVisitors > rules.inAll() / 2)) {
            return false;
        }
        stored = new Stored(all, ofVisitors);
        return true;
    }
}
