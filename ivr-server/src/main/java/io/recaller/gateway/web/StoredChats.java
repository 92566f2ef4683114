package io.recaller.gateway.web;

import io.recaller.channel.Said;
import io.recaller.channel.Typing;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.inbound.Incoming;
import io.recaller.channel.inbound.IncomingFile;
import io.recaller.contact.Channel;
import io.recaller.continuation.ChannelLinks;
import io.recaller.continuation.ChannelLinks.Link;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.message.Attachments;
import io.recaller.message.Author;
import io.recaller.message.MessageState;
import io.recaller.message.MessageThread;
import io.recaller.message.Messages;
import io.recaller.message.Peer;
import io.recaller.message.ThreadId;
import io.recaller.message.ThreadMessage;
import io.recaller.message.ThreadReceipts;
import io.recaller.message.ThreadStandings;
import io.recaller.message.ThreadStandings.Standing;
import io.recaller.message.Threads;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.AttachmentRules.Refusal;
import io.recaller.message.file.FileContent;
import io.recaller.speech.Language;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Chats as rows of messages; what visitors do goes through the inbox. Any thread. */
public final class StoredChats implements ChatThreads {
    private static final Duration FILE_WITHIN = Duration.ofSeconds(30);

    private final Database db;
    private final Inbox inbox;
    private final ChannelLinks links;
    private final InstantSource clock;
    private final Typing typing;
    private final Threads threads = new Threads();
    private final Messages messages = new Messages();
    private final ThreadReceipts receipts = new ThreadReceipts();
    private final ThreadStandings standings = new ThreadStandings();
    private final Attachments attachments = new Attachments();

    public StoredChats(Database db, Inbox inbox, ChannelLinks links, InstantSource clock) {
        this.db = db;
        this.links = links;
        this.inbox = inbox;
        this.clock = clock;
        this.typing = new Typing(db, clock);
    }

    @Override
    public Optional<UUID> find(Visitor visitor) {
        return db.inTransaction(tx -> threads.find(tx, visitor.gateway(), visitor.peer()))
                .map(ThreadId::value);
    }

    @Override
    public UUID take(Visitor visitor, ChatCommand.Deed deed) {
        return inbox.take(incoming(visitor, deed)).thread().value();
    }

    private Incoming incoming(Visitor visitor, ChatCommand.Deed deed) {
        var said =
                switch (deed) {
                    case ChatCommand.Open _ -> new Said.Nothing();
                    case ChatCommand.Say(_, var text) -> new Said.Words(text);
                    case ChatCommand.Press(_, var key) -> new Said.Pressed(key);
                };
        var client =
                deed instanceof ChatCommand.Open
                        ? Optional.<String>empty()
                        : Optional.of(deed.id());
        return new Incoming(peer(visitor), said, Optional.empty(), client, clock.instant());
    }

    /** That a browser kept its secret is a claim, not a proof; that a site signs for it is one. */
    private static Peer peer(Visitor visitor) {
        if (visitor.signed().isPresent()) {
            var signed = visitor.signed().get();
            return new Peer(
                    visitor.gateway(),
                    signed.peer(),
                    Channel.CHAT,
                    Optional.of(signed.handle()),
                    TrustTier.VERIFIED,
                    signed.name(),
                    visitor.language().map(Language::tag));
        }
        return new Peer(
                visitor.gateway(),
                visitor.peer(),
                Channel.CHAT,
                Optional.of(new Handle(HandleKind.WEB, visitor.peer())),
                TrustTier.CLAIMED,
                Optional.empty(),
                visitor.language().map(Language::tag));
    }

    @Override
    public AttachmentRules fileRules() {
        return inbox.fileRules();
    }

    @Override
    public Optional<Refusal> upload(
            Visitor visitor, String client, String name, FileContent content) {
        var thread = db.inTransaction(tx -> known(tx, visitor));
        return thread.isEmpty()
                ? Optional.of(Refusal.NOT_TAKEN)
                : inbox.upload(
                        new Incoming(
                                peer(thread.get()),
                                new Said.Nothing(),
                                Optional.empty(),
                                Optional.of(client),
                                clock.instant(),
                                List.of(new IncomingFile(name, content))));
    }

    private Optional<MessageThread> known(Tx tx, Visitor visitor) {
        return threads.find(tx, visitor.gateway(), visitor.peer())
                .flatMap(id -> threads.find(tx, id));
    }

    /** As they were known with their last words. */
    private static Peer peer(MessageThread thread) {
        return new Peer(
                thread.gateway(),
                thread.peer(),
                thread.channel(),
                thread.handle(),
                thread.trust(),
                thread.name(),
                thread.language());
    }

    @Override
    public Optional<FileOfChat> file(Visitor visitor, UUID id) {
        return db.inTransactionWithin(
                FILE_WITHIN,
                tx -> {
                    var thread = threads.find(tx, visitor.gateway(), visitor.peer());
                    return attachments
                            .find(tx, id)
                            .filter(found -> thread.filter(found.thread()::equals).isPresent())
                            .flatMap(found ->
                                    attachments
                                            .content(tx, id)
                                            .map(content ->
                                                    new FileOfChat(found.attachment(), content)));
                });
    }

    @Override
    public Optional<Link> link(UUID thread, String to) {
        return links.make(new ThreadId(thread), to);
    }

    @Override
    public void typing(UUID thread) {
        typing.customer(new ThreadId(thread));
    }

    @Override
    public List<ChatLine> after(UUID thread, long seq, int most) {
        return db
                .atOnce(tx ->
                        messages.theirsAfter(tx, new ThreadId(thread), seq, most, clock.instant()))
                .stream()
                .map(StoredChats::line)
                .toList();
    }

    @Override
    public Map<UUID, Standing> standing(Map<UUID, Long> from) {
        return db.atOnce(tx -> standings.of(tx, from));
    }

    @Override
    public List<ChatLine> newest(UUID thread, int most) {
        return db
                .inTransaction(tx ->
                        messages.theirsNewest(tx, new ThreadId(thread), most, clock.instant()))
                .stream()
                .map(StoredChats::line)
                .toList();
    }

    private static ChatLine line(ThreadMessage message) {
        return new ChatLine(
                message.seq(),
                message.at(),
                message.author() == Author.CUSTOMER ? ChatLine.ME : message.author().slug(),
                message.agentName(),
                message.text(),
                message.buttons().stream()
                        .map(each -> new ChatLine.Choice(each.key(), each.label()))
                        .toList(),
                message.clientId(),
                message.state().slug(),
                isReceipted(message.state()),
                message.attachments());
    }

    private static boolean isReceipted(MessageState state) {
        return switch (state) {
            case HANDLED, READ, FAILED -> true;
            case RECEIVED, DRAFT, QUEUED, SENT, DELIVERED -> false;
        };
    }

    @Override
    public void got(Map<UUID, Long> delivered, Map<UUID, Long> read) {
        db.runInTransaction(tx -> {
            tx.mayBeLost();
            receipts.got(tx, read, MessageState.READ, clock.instant());
            receipts.got(tx, delivered, MessageState.DELIVERED, clock.instant());
        });
    }
}
