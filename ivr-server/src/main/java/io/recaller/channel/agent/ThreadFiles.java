package io.recaller.channel.agent;

import io.recaller.agent.AgentId;
import io.recaller.channel.CarriedFiles;
import io.recaller.channel.GatewayPlan;
import io.recaller.channel.Gateways;
import io.recaller.contact.ContactId;
import io.recaller.contact.history.Timeline;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.TrustTier;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.message.Attachments;
import io.recaller.message.ContactMessages;
import io.recaller.message.FileRoom;
import io.recaller.message.MessageSearch;
import io.recaller.message.MessageState;
import io.recaller.message.MessageThread;
import io.recaller.message.WrittenByAgents;
import io.recaller.message.file.Attachment;
import io.recaller.message.file.AttachmentRules;
import io.recaller.message.file.AttachmentRules.Refusal;
import io.recaller.message.file.FileContent;
import io.recaller.routing.assignment.Assignment;
import io.recaller.routing.assignment.AssignmentId;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Files as rows of the threads that agents have in hand. */
public final class ThreadFiles implements AgentFiles {
    private final Database db;
    private final HeldThreads held;
    private final Gateways gateways;
    private final Function<String, CarriedFiles> carried;
    private final AttachmentRules rules;
    private final FileRoom store;
    private final AuditTrail audit;
    private final InstantSource clock;
    private final WrittenByAgents byAgents = new WrittenByAgents();
    private final Attachments attachments = new Attachments();
    private final ContactMessages written = new ContactMessages();
    private final MessageSearch who = new MessageSearch();
    private final Timeline timeline = new Timeline();

    /**
     * Over one database.
     *
     * @param carried which files the gateway of that name sends
     */
    public ThreadFiles(
            Database db,
            AgentMessages messages,
            Gateways gateways,
            Function<String, CarriedFiles> carried,
            FileRoom store,
            AuditTrail audit,
            InstantSource clock) {
        this.db = db;
        this.held = messages.held();
        this.gateways = gateways;
        this.carried = carried;
        this.rules = store.rules();
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public AttachmentRules rules() {
        return rules;
    }

    @Override
    public AttachmentRules sendable(AgentId agent, AssignmentId assignment) {
        return db.inTransaction(tx ->
                        held.talk(tx, agent, assignment)
                                .flatMap(talk -> held.threadOf(tx, talk.contact()))
                                .map(this::carried)
                                .orElseGet(CarriedFiles::none))
                .within(rules);
    }

    /** Who reads our rows is given files from there too. */
    private CarriedFiles carried(MessageThread thread) {
        var isRead = gateways.named(thread.gateway()).filter(plan -> !plan.pushes()).isPresent();
        return isRead ? CarriedFiles.all() : carried.apply(thread.gateway());
    }

    @Override
    public Optional<String> send(
            AgentId agent,
            AssignmentId assignment,
            String clientId,
            String name,
            FileContent content) {
        var flaw = rules.refusal(content);
        if (flaw.isPresent()) {
            return flaw.map(Refusal::slug);
        }
        return db.inTransactionWithin(
                FileRoom.STORED_WITHIN,
                tx -> {
                    var place = held.toWrite(tx, agent, assignment);
                    if (place.isEmpty()) {
                        return Optional.of("not-now");
                    }
                    var there = carried(place.get().thread()).refusal(content);
                    if (there.isPresent()) {
                        return there;
                    }
                    if (!store.take(tx, false, content.size(), clock.instant())) {
                        return Optional.of(Refusal.STORE_IS_FULL.slug());
                    }
                    write(tx, place.get(), agent, clientId, name, content);
                    return Optional.empty();
                });
    }

    private void write(
            Tx tx,
            HeldThreads.Place place,
            AgentId agent,
            String clientId,
            String name,
            FileContent content) {
        var thread = place.thread();
        var pushes = gateways.named(thread.gateway()).map(GatewayPlan::pushes).orElse(true);
        byAgents.write(
                        tx,
                        thread.id(),
                        place.contact(),
                        agent.value(),
                        clientId,
                        "",
                        pushes ? MessageState.QUEUED : MessageState.SENT,
                        clock.instant())
                .ifPresent(seq ->
                        attachments.keep(tx, thread.id(), seq, 0, name, content, clock.instant()));
    }

    @Override
    public Optional<Opened> open(AgentId agent, AssignmentId assignment, UUID file) {
        return db.inTransactionWithin(
                FileRoom.STORED_WITHIN,
                tx -> {
                    var taken = held.inHand(tx, agent, assignment).filter(ThreadFiles::isTaken);
                    var found =
                            taken.flatMap(each ->
                                    attachments
                                            .find(tx, file)
                                            .filter(it -> isTheirs(tx, each, it)));
                    found.ifPresent(each ->
                            note(tx, agent, taken.orElseThrow().contact(), each.attachment()));
                    return found.flatMap(each ->
                            attachments
                                    .content(tx, file)
                                    .map(content -> new Opened(each.attachment(), content)));
                });
    }

    private boolean isTheirs(Tx tx, Assignment held, Attachments.Found file) {
        return isHere(tx, held.contact(), file) || isOfVerified(tx, held, file);
    }

    /**
     * What somebody gave in other contacts is shown to who has proved to be them; what they give
     * after the talk is for whoever has those.
     */
    private boolean isOfVerified(Tx tx, Assignment held, Attachments.Found file) {
        var until = held instanceof Assignment.WrapUp over ? over.since() : clock.instant();
        return who.who(tx, held.contact())
                .filter(each -> each.trust().atLeast(TrustTier.VERIFIED))
                .filter(each ->
                        attachments.isOf(tx, each.customer(), file.attachment().id(), until))
                .isPresent();
    }

    /** Of the thread that is written in; of a call what was handed in beside it. */
    private boolean isHere(Tx tx, ContactId contact, Attachments.Found file) {
        return held.threadOf(tx, contact)
                .map(thread -> thread.id().equals(file.thread()))
                .orElseGet(() -> written.has(tx, contact, file.attachment().id()));
    }

    /** Of what is only offered nothing is read yet. */
    private static boolean isTaken(Assignment held) {
        return held instanceof Assignment.Connected || held instanceof Assignment.WrapUp;
    }

    private void note(Tx tx, AgentId agent, ContactId contact, Attachment file) {
        audit.write(
                tx,
                new AuditTrail.Entry(
                        AuditTrail.Kind.AGENT,
                        agent.toString(),
                        "attachment.read",
                        timeline.find(tx, contact).flatMap(Timeline.Entry::customer),
                        Optional.of(contact.value()),
                        Map.of("attachment", file.id().toString())),
                clock.instant());
    }
}
