package io.recaller.continuation;

import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.Ended;
import io.recaller.conversation.dialogue.Arrival;
import io.recaller.conversation.dialogue.DialogueStore;
import io.recaller.conversation.dialogue.DialogueStore.Saved;
import io.recaller.conversation.dialogue.MovedDialogues;
import io.recaller.conversation.dialogue.MovedDialogues.Known;
import io.recaller.conversation.dialogue.MovedRows;
import io.recaller.conversation.dialogue.SupersededException;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.message.InboundMessages;
import io.recaller.message.InboundMessages.Received;
import io.recaller.message.Messages;
import io.recaller.message.Peer;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Pages that go on as a chat of the site once their call is over, at the step where it stopped.
 * What was proved on the call is not proved there. Any thread; blocking.
 */
public final class PageChats {
    /** Whoever was served, or came to the end, has nothing to go on with. */
    private static final Set<String> LEFT_OFF =
            Set.of(Ended.Result.UNFINISHED.endReason(), Ended.Result.ABANDONED.endReason());

    private final Database db;
    private final String gateway;
    private final MovedDialogues moved;
    private final DialogueStore dialogues;
    private final ContactStore contacts;
    private final Supplier<ContactId> newContact;
    private final Consumer<ThreadId> told;
    private final InstantSource clock;
    private final ContinuationRows rows = new ContinuationRows();
    private final MovedRows moves = new MovedRows();
    private final Threads threads = new Threads();
    private final Messages messages = new Messages();
    private final InboundMessages inbound = new InboundMessages();

    /**
     * Chats of one site.
     *
     * @param gateway the name of its channel
     * @param told of a thread in which something is to be said; returns at once
     */
    public PageChats(
            Database db,
            String gateway,
            MovedDialogues moved,
            DialogueStore dialogues,
            ContactStore contacts,
            Supplier<ContactId> newContact,
            Consumer<ThreadId> told,
            InstantSource clock) {
        this.db = db;
        this.gateway = gateway;
        this.moved = moved;
        this.dialogues = dialogues;
        this.contacts = contacts;
        this.newContact = newContact;
        this.told = told;
        this.clock = clock;
    }

    /** The name of the chat. */
    public String gateway() {
        return gateway;
    }

    /**
     * Goes on there, once.
     *
     * @param peer what the chat will know them by
     * @return false: there is nothing to go on with
     */
    public boolean goOn(Joined page, String peer) {
        var saved =
                dialogues
                        .load(page.contact())
                        .filter(Saved::over)
                        .filter(left -> left.handle().equals(page.call().handle()));
        try {
            var thread = saved.flatMap(left -> db.inTransaction(tx -> goOn(tx, page, peer, left)));
            thread.ifPresent(told);
            return thread.isPresent();
        } catch (SupersededException _) {
            return false;
        }
    }

    private Optional<ThreadId> goOn(Tx tx, Joined page, String peer, Saved left) {
        rows.lock(tx, page.id());
        if (!stopped(tx, page) || moves.wentOn(tx, page.contact())) {
            return Optional.empty();
        }
        var now = clock.instant();
        var thread = threads.heardFrom(tx, peer(peer, left), now);
        threads.lock(tx, thread);
        var contact = newContact.get();
        moved.begin(
                tx,
                page.contact(),
                contact,
                arrival(peer),
                left.dialogue(),
                known(page, left),
                now);
        threads.begins(tx, thread, contact);
        threads.find(tx, HandedFiles.GATEWAY, page.name())
                .ifPresent(handedIn -> {
                    threads.lock(tx, handedIn);
                    messages.move(tx, handedIn, thread);
                });
        show(tx, thread, now);
        rows.end(tx, page.id(), "moved", now);
        return Optional.of(thread);
    }

    /** What the page was not to see is not for who had only the page. */
    private static Known known(Joined page, Saved left) {
        return left.dialogue().isMatched(page.name()) || page.cap().atLeast(left.trust())
                ? Known.BY_SECRET
                : Known.BY_INBOX;
    }

    private boolean stopped(Tx tx, Joined page) {
        return contacts.endReason(tx, page.contact()).filter(LEFT_OFF::contains).isPresent();
    }

    /** As whoever opens a window: nothing is answered, and what is asked now is shown. */
    private void show(Tx tx, ThreadId thread, Instant now) {
        var nothing =
                new Received(
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("page-" + newContact.get()),
                        now);
        var _ = inbound.receive(tx, thread, nothing, now);
    }

    /** As the chat itself knows its visitors. */
    private Peer peer(String peer, Saved left) {
        return new Peer(
                gateway,
                peer,
                Channel.CHAT,
                Optional.of(handle(peer)),
                TrustTier.CLAIMED,
                Optional.empty(),
                Optional.of(left.dialogue().language().tag()));
    }

    private Arrival arrival(String peer) {
        return new Arrival(
                Channel.CHAT,
                gateway,
                Optional.of(handle(peer)),
                TrustTier.CLAIMED,
                Optional.empty(),
                new Address.Thread(gateway, peer),
                Optional.empty());
    }

    private static Handle handle(String peer) {
        return new Handle(HandleKind.WEB, peer);
    }
}
