package io.recaller.gateway.form;

import io.recaller.channel.Said;
import io.recaller.channel.inbound.Inbox;
import io.recaller.channel.inbound.Incoming;
import io.recaller.contact.Channel;
import io.recaller.customer.handle.Handles;
import io.recaller.db.Database;
import io.recaller.db.DatabaseUnavailableException;
import io.recaller.db.Tx;
import io.recaller.gateway.hook.Hook;
import io.recaller.gateway.hook.HookAnswer;
import io.recaller.gateway.hook.HookCall;
import io.recaller.gateway.hook.Refused;
import io.recaller.message.InboundMessages;
import io.recaller.message.Mails;
import io.recaller.message.MessageEntries;
import io.recaller.message.Peer;
import io.recaller.message.Threads;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in a site's form. It is in rows when it is answered with 200; the same again, by its own
 * id, is taken once. Any thread; blocking.
 */
public final class FormDoor implements Hook {
    private static final Logger LOG = LoggerFactory.getLogger(FormDoor.class);

    private final FormPlan plan;
    private final FormReader reader;
    private final FormLimit limit;
    private final SmsLimit receipts = new SmsLimit();
    private final Refused refused;
    private final Database db;
    private final Inbox inbox;
    private final Supplier<UUID> ids;
    private final InstantSource clock;
    private final Threads threads = new Threads();
    private final InboundMessages inbound = new InboundMessages();
    private final Mails mails = new Mails();
    private final MessageEntries entries = new MessageEntries();

    /**
     * Of one form.
     *
     * @param ids names forms that have no id of their own
     */
    public FormDoor(
            FormPlan plan,
            Handles handles,
            Database db,
            Inbox inbox,
            Supplier<UUID> ids,
            InstantSource clock) {
        this.plan = plan;
        this.reader = new FormReader(plan, handles);
        this.limit = new FormLimit(plan.mostAnHour(), Duration.ofHours(1));
        this.refused = new Refused(plan.gateway(), clock);
        this.db = db;
        this.inbox = inbox;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public String gateway() {
        return plan.gateway();
    }

    @Override
    public HookAnswer hear(HookCall call) {
        var origin = call.header("origin").filter(plan.origins()::contains);
        var answer =
                switch (call.method()) {
                    case "OPTIONS" -> preflight(origin.isPresent());
                    case "POST" -> posted(call, origin.isPresent());
                    default -> FormAnswers.notThisMethod();
                };
        return origin.map(each -> answer.with("Access-Control-Allow-Origin", each))
                .orElse(answer)
                .with("Vary", "Origin");
    }

    /** What a browser asks before its page may send JSON (fetch.spec.whatwg.org, 3.3). */
    private static HookAnswer preflight(boolean isKnown) {
        return isKnown
                ? HookAnswer.plain(204, "")
                        .with("Access-Control-Allow-Methods", "POST")
                        .with("Access-Control-Allow-Headers", "content-type")
                        .with("Access-Control-Max-Age", "600")
                : FormAnswers.foreign();
    }

    private HookAnswer posted(HookCall call, boolean isKnownPage) {
        var isOurServer = showsToken(call);
        if (!isKnownPage && !isOurServer) {
            refused.told("neither their origin nor their token is known");
            return FormAnswers.foreign();
        }
        var wait = isOurServer ? Duration.ZERO : limit.take(call.client(), clock.instant());
        if (wait.isPositive()) {
            refused.told("too many from one client");
            return FormAnswers.tooMany(wait);
        }
        return switch (FormBody.read(call)) {
            case FormBody.NoForm no -> FormAnswers.noForm(no);
            case FormBody.Wrong(var flaws) -> FormAnswers.flawed(flaws);
            case FormBody.Fields(var values) when isTrapped(values) -> trapped(call);
            case FormBody.Fields(var values) ->
                    switch (reader.read(values)) {
                        case FormReader.Reading.Flawed(var flaws) -> FormAnswers.flawed(flaws);
                        case FormReader.Reading.Filled(var entry) ->
                                taken(call, entry, isOurServer);
                    };
        };
    }

    /** Compared so that the time it takes says nothing. */
    private boolean showsToken(HookCall call) {
        return plan.token().isPresent()
                && call.token()
                        .filter(shown ->
                                MessageDigest.isEqual(
                                        shown.getBytes(StandardCharsets.UTF_8),
                                        plan.token().get().getBytes(StandardCharsets.UTF_8)))
                        .isPresent();
    }

    private boolean isTrapped(Map<String, String> values) {
        return plan.trap().filter(field -> !values.getOrDefault(field, "").isBlank()).isPresent();
    }

    /** A program that is told so would try again without it. */
    private HookAnswer trapped(HookCall call) {
        LOG.atInfo()
                .addKeyValue("gateway", plan.gateway())
                .log("a program filled in a form, it is not kept");
        return thanks(call, FormAnswers.taken("email"));
    }

    private HookAnswer taken(HookCall call, FormEntry entry, boolean isOurServer) {
        var usual = FormRoute.peer(plan, entry);
        var costs = usual.channel() == Channel.SMS && plan.hasReceipts() && !isOurServer;
        try {
            var peer =
                    costs && !mayBeSent(usual, entry)
                            ? FormRoute.peer(plan.withoutSms(), entry)
                            : usual;
            take(entry, peer);
            return thanks(call, FormAnswers.taken(FormRoute.by(peer)));
        } catch (DatabaseUnavailableException _) {
            return FormAnswers.unavailable();
        }
    }

    /** One that was taken before is no other one, whatever the limit says by now. */
    private boolean mayBeSent(Peer peer, FormEntry entry) {
        var mayBe =
                receipts.take(peer.id(), clock.instant())
                        || entry.id().filter(id -> isKnown(peer, named(id))).isPresent();
        if (!mayBe) {
            refused.told("too many answers by SMS, somebody is to call instead");
        }
        return mayBe;
    }

    private boolean isKnown(Peer peer, String id) {
        return db.inTransaction(tx ->
                threads.find(tx, peer.gateway(), peer.id())
                        .filter(thread -> inbound.isThere(tx, thread, id))
                        .isPresent());
    }

    private String named(String id) {
        return "form-" + plan.gateway() + ":" + id;
    }

    private void take(FormEntry entry, Peer peer) {
        var id = named(entry.id().orElseGet(() -> ids.get().toString()));
        if (peer.channel() == Channel.EMAIL && plan.keepsTopic() && entry.topic().isPresent()) {
            keepTopic(peer, id, entry.topic().get());
        }
        inbox.take(
                new Incoming(
                        peer,
                        new Said.Words(entry.words(plan.gateway())),
                        Optional.of(id),
                        Optional.empty(),
                        clock.instant()),
                tx -> cameByForm(tx, peer, id));
    }

    /** Whoever is answered by another door is served by the form's flow. */
    private void cameByForm(Tx tx, Peer peer, String id) {
        if (!peer.gateway().equals(plan.gateway())) {
            threads.find(tx, peer.gateway(), peer.id())
                    .ifPresent(thread -> entries.cameBy(tx, thread, id, plan.gateway()));
        }
    }

    /** Above the answer; before the words are there, as they may be answered at once. */
    private void keepTopic(Peer peer, String id, String topic) {
        db.runInTransaction(tx -> {
            var now = clock.instant();
            mails.keep(
                    tx,
                    threads.heardFrom(tx, peer.fit(), now),
                    new Mails.Mail(id, topic, List.of(), false),
                    now);
        });
    }

    /** A page that a browser sent by itself is followed by another one. */
    private HookAnswer thanks(HookCall call, HookAnswer taken) {
        var isPage = call.header("accept").filter(each -> each.contains("text/html")).isPresent();
        return isPage ? plan.thanks().map(FormAnswers::leadTo).orElse(taken) : taken;
    }
}
