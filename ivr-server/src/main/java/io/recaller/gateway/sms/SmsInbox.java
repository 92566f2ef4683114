package io.recaller.gateway.sms;

import io.recaller.channel.Said;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.inbound.Incoming;
import io.recaller.customer.ConsentChannel;
import io.recaller.customer.Consents;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import io.recaller.message.InboundMessages;
import io.recaller.message.InboundMessages.Received;
import io.recaller.message.MessageThread;
import io.recaller.message.Messages;
import io.recaller.message.Peer;
import io.recaller.message.Stops;
import io.recaller.message.ThreadId;
import io.recaller.message.Threads;
import io.recaller.speech.Language;
import io.recaller.speech.OwnWords;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Takes in what people wrote: words such as STOP are answered here, all else by the flow or an
 * agent. It is a row when {@link #take} returns. Any thread; blocking.
 */
public final class SmsInbox {
    /** As far back as a menu is looked for. */
    private static final int RECENT = 20;

    private static final String STOPPED = "wrote STOP";

    private final SmsPlan plan;
    private final Database db;
    private final Inbox inbox;
    private final Senders senders;
    private final InstantSource clock;
    private final Threads threads = new Threads();
    private final Messages messages = new Messages();
    private final InboundMessages inbound = new InboundMessages();
    private final Stops stops = new Stops();
    private final Consents consents = new Consents();

    public SmsInbox(SmsPlan plan, Database db, Inbox inbox, Senders senders, InstantSource clock) {
        this.plan = plan;
        this.db = db;
        this.inbox = inbox;
        this.senders = senders;
        this.clock = clock;
    }

    /**
     * Takes it in, once by the provider's id of it.
     *
     * @throws DatabaseUnavailableException when it is not kept: the provider must send it again
     */
    public void take(ShortMessage told) {
        var sms = told.storable();
        var peer = senders.peer(plan.gateway(), sms.from());
        if (!Keyword.of(sms.text())
                .map(keyword -> db.inTransaction(tx -> isAnswered(tx, peer, sms, keyword)))
                .orElse(false)) {
            inbox.take(
                    new Incoming(
                            peer,
                            new Said.Words(sms.text()),
                            sms.externalId(),
                            Optional.empty(),
                            sms.at()),
                    tx -> stops.end(tx, plan.gateway(), peer.id()));
        }
    }

    private boolean isAnswered(Tx tx, Peer peer, ShortMessage sms, Keyword keyword) {
        var known = threads.find(tx, peer.gateway(), peer.id()).flatMap(id -> threads.find(tx, id));
        var answers =
                switch (keyword.wish()) {
                    case STOP -> List.of(words(keyword, SmsWords.STOPPED));
                    case HELP -> List.of(words(keyword, SmsWords.HELP));
                    case ALL -> known.map(thread -> menu(tx, thread)).orElse(List.of());
                };
        if (answers.isEmpty()) {
            return false;
        }
        var thread = threads.heardFrom(tx, peer, clock.instant());
        if (isNew(tx, thread, known, sms)) {
            answer(tx, thread, peer, sms, keyword, answers);
        }
        return true;
    }

    /** It is kept, and nobody need look at it. */
    private boolean isNew(Tx tx, ThreadId thread, Optional<MessageThread> known, ShortMessage sms) {
        var seq =
                inbound.receive(
                        tx,
                        thread,
                        new Received(
                                sms.text().strip(),
                                Optional.empty(),
                                sms.externalId(),
                                Optional.empty(),
                                sms.at()),
                        clock.instant());
        var contact = known.filter(MessageThread::withPerson).flatMap(MessageThread::contact);
        seq.ifPresent(message -> inbound.handled(tx, message, contact, clock.instant()));
        return seq.isPresent();
    }

    private void answer(
            Tx tx,
            ThreadId thread,
            Peer peer,
            ShortMessage sms,
            Keyword keyword,
            List<String> answers) {
        var isStop = keyword.wish() == Keyword.Wish.STOP;
        var isNews = !isStop || stops.begin(tx, peer.gateway(), peer.id(), clock.instant());
        if (isStop) {
            peer.handle()
                    .ifPresent(handle ->
                            consents.withdraw(
                                    tx, handle, ConsentChannel.SMS, STOPPED, clock.instant()));
        }
        if (keyword.wish() == Keyword.Wish.ALL) {
            stops.end(tx, peer.gateway(), peer.id());
        }
        if (isNews && !sms.isAnswered()) {
            for (var text : answers) {
                var seq = messages.aside(tx, thread, text, clock.instant());
                stops.confirms(tx, peer.gateway(), peer.id(), seq);
            }
        }
    }

    /** All that can be chosen now; empty: nothing, or a person answers. */
    private List<String> menu(Tx tx, MessageThread thread) {
        return thread.withPerson()
                ? List.of()
                : messages.newest(tx, thread.id(), RECENT).reversed().stream()
                        .filter(each -> !each.buttons().isEmpty())
                        .findFirst()
                        .map(each -> SmsText.all(each.buttons(), plan.segments()))
                        .orElse(List.of());
    }

    private String words(Keyword keyword, OwnWords words) {
        var language = keyword.language().map(Language::new).orElse(plan.language());
        return words.in(language).words();
    }
}
