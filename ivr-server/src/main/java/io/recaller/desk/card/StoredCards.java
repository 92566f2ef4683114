package io.recaller.desk.card;

import io.recaller.agent.AgentId;
import io.recaller.contact.Address;
import io.recaller.contact.Channel;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.contact.context.CallerContext;
import io.recaller.contact.context.ContextQuery;
import io.recaller.contact.history.PastContact;
import io.recaller.contact.history.Timeline;
import io.recaller.conversation.Flows;
import io.recaller.conversation.dialogue.DatabaseDialogues;
import io.recaller.conversation.dialogue.DialogueStore.Saved;
import io.recaller.conversation.dialogue.Origins;
import io.recaller.customer.Access;
import io.recaller.customer.AuditTrail;
import io.recaller.customer.CustomerId;
import io.recaller.customer.Handle;
import io.recaller.customer.HandleKind;
import io.recaller.customer.TrustTier;
import io.recaller.customer.field.FieldCatalogue;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.message.Attachments;
import io.recaller.message.MessageThread;
import io.recaller.message.Threads;
import io.recaller.message.file.Attachment;
import io.recaller.notice.ToldNotice;
import io.recaller.notice.ToldNotices;
import io.recaller.recommendation.Encounter;
import io.recaller.recommendation.Recommended;
import io.recaller.recommendation.Recommender;
import io.recaller.routing.assignment.AssignmentId;
import io.recaller.routing.assignment.Handling;
import io.recaller.routing.queue.Handlings;
import io.recaller.transfer.TransferNews;
import io.recaller.voicemail.Voicemail;
import io.recaller.voicemail.VoicemailRules;
import io.recaller.voicemail.Voicemails;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Cards put together from the rows; each reading is audited. Any thread; blocking. */
public final class StoredCards implements CardSource {
    private static final int TIMELINE = 30;

    /** Of all of them together. */
    private static final int MOST_FILES = 60;

    private final Database database;
    private final DatabaseDialogues dialogues;
    private final ContactStore contacts;
    private final Flows flows;
    private final ContextQuery contexts;
    private final CardFields fields;
    private final Timeline timeline = new Timeline();
    private final Handlings handlings = new Handlings();
    private final Voicemails voicemails = new Voicemails(VoicemailRules.usual());
    private final AuditTrail audit;
    private final DeskOptions options;
    private final Told told;
    private final TransferNews news;
    private final Recommender recommender;
    private final Origins origins = new Origins();
    private final InstantSource clock;
    private final Threads threads = new Threads();
    private final Attachments attachments = new Attachments();
    private final ToldNotices notices = new ToldNotices();

    public StoredCards(
            Database database,
            DatabaseDialogues dialogues,
            ContactStore contacts,
            Flows flows,
            FieldCatalogue catalogue,
            DeskOptions options,
            ZoneId zone,
            Supplier<UUID> ids,
            TransferNews news,
            Recommender recommender,
            InstantSource clock) {
        this.database = database;
        this.dialogues = dialogues;
        this.contacts = contacts;
        this.flows = flows;
        this.contexts = new ContextQuery(catalogue);
        this.fields = new CardFields(catalogue, options);
        this.audit = new AuditTrail(ids);
        this.options = options;
        this.news = news;
        this.recommender = recommender;
        this.told = new Told(zone);
        this.clock = clock;
    }

    @Override
    public Card card(AgentId agent, AssignmentId assignment, ContactId contact) {
        var saved = dialogues.load(contact).orElseThrow();
        var now = clock.instant();
        return database.inTransaction(tx -> {
            audit(tx, agent, contact, saved.customer(), now);
            return card(tx, assignment, contact, saved, now);
        });
    }

    private Card card(Tx tx, AssignmentId assignment, ContactId contact, Saved saved, Instant now) {
        var known = saved.customer().flatMap(customer -> contexts.read(tx, customer, now).known());
        var entry = timeline.find(tx, contact).orElseThrow();
        var handling = handlings.of(tx, contact, assignment);
        var shown =
                fields.of(
                        entry.channel(),
                        saved.dialogue(),
                        known.map(CallerContext.Known::fields).orElse(Map.of()),
                        saved.trust(),
                        now);
        var number =
                saved.handle()
                        .filter(_ -> handling.isServed() && entry.channel() == Channel.PHONE)
                        .map(Handle::value);
        return new Card(
                assignment,
                contact,
                entry.channel(),
                entry.startedAt(),
                handling.joined(),
                caller(saved, known, number, alias(tx, contact, entry.channel())),
                new Card.Trust(saved.trust(), proof(saved.trust(), handling)),
                new Card.Why(entry.topic(), path(tx, saved)),
                shown,
                saved.customer()
                        .map(who -> earlier(tx, who, contact, saved.trust(), handling, now))
                        .orElse(List.of()),
                known.map(CallerContext.Known::requests).orElse(List.of()).stream()
                        .filter(request -> new Access(saved.trust()).mayHear(request.tier()))
                        .toList(),
                known.map(CallerContext.Known::facts).orElse(List.of()).stream()
                        .filter(fact -> new Access(saved.trust()).mayHear(fact.tier()))
                        .toList(),
                new Card.Help(
                        handling.priority(),
                        flows.version(tx, saved.dialogue().flowSha())
                                .map(flow -> told.of(flow, saved))
                                .orElse(List.of()),
                        links(contact, saved, number, shown),
                        handling.isServed()
                                && saved.customer().isPresent()
                                && !saved.trust().atLeast(TrustTier.VERIFIED),
                        news.sender(tx, assignment)
                                .map(by -> new Card.Sender(by.name(), by.note())),
                        handling.isCallback(),
                        handling.isVoicemail() ? left(tx, contact) : Optional.empty(),
                        Optional.of(saved.dialogue().language()),
                        origins.of(tx, contact)),
                saved.customer().map(who -> notices(tx, who, saved.trust(), now)).orElse(List.of()),
                handling.isServed() ? recommended(tx, entry, saved, known, now) : Optional.empty());
    }

    /** From when the agent talks with them: what is offered to nobody is not counted as shown. */
    private Optional<Recommended> recommended(
            Tx tx,
            Timeline.Entry entry,
            Saved saved,
            Optional<CallerContext.Known> known,
            Instant now) {
        return saved.customer()
                .map(customer ->
                        new Encounter(
                                entry.contact(),
                                customer,
                                known.flatMap(each -> each.profile().segment()),
                                saved.trust(),
                                entry.channel(),
                                saved.handle().map(Handle::kind),
                                entry.topic(),
                                known.map(CallerContext.Known::history).orElse(List.of()).stream()
                                        .map(PastContact::topic)
                                        .toList()))
                .flatMap(who -> recommender.in(tx, who, now));
    }

    private List<ToldNotice> notices(Tx tx, CustomerId customer, TrustTier trust, Instant now) {
        return notices.of(tx, customer, now).stream()
                .filter(each -> new Access(trust).mayHear(each.tier()))
                .toList();
    }

    private Optional<Card.LeftMessage> left(Tx tx, ContactId contact) {
        return voicemails
                .find(tx, contact)
                .filter(Voicemail::isThere)
                .map(message -> new Card.LeftMessage(message.length(), isOnLine(tx, contact)));
    }

    private boolean isOnLine(Tx tx, ContactId contact) {
        return contacts.address(tx, contact).filter(Address.Call.class::isInstance).isPresent();
    }

    /** Those all of whose values may be shown to the agent now. */
    private List<Card.Link> links(
            ContactId contact, Saved saved, Optional<String> number, List<Card.Field> shown) {
        return options.links().stream()
                .flatMap(link ->
                        link
                                .with(name ->
                                        switch (name) {
                                            case "number" -> number;
                                            case "contact" -> Optional.of(contact.toString());
                                            case "customer" ->
                                                    saved.customer().map(CustomerId::toString);
                                            default -> value(shown, name);
                                        })
                                .map(url -> new Card.Link(link.label(), url))
                                .stream())
                .toList();
    }

    private static Optional<String> value(List<Card.Field> shown, String key) {
        return shown.stream()
                .filter(field -> field.key().equals(key))
                .findFirst()
                .flatMap(Card.Field::value);
    }

    private Card.Caller caller(
            Saved saved,
            Optional<CallerContext.Known> known,
            Optional<String> number,
            Optional<String> alias) {
        var handle =
                saved.handle()
                        .filter(of -> of.kind() != HandleKind.WEB)
                        .map(Handle::toString)
                        .map(masked -> masked.substring(masked.indexOf(':') + 1))
                        .orElse("");
        var name =
                known.flatMap(each -> Optional.ofNullable(each.fields().get("name")))
                        .filter(field -> fields.mayShow(field, saved.trust()))
                        .map(field -> field.value());
        var segment = known.flatMap(each -> each.profile().segment());
        return new Card.Caller(name, handle, segment, number, alias);
    }

    private Optional<String> alias(Tx tx, ContactId contact, Channel channel) {
        return channel == Channel.PHONE
                ? Optional.empty()
                : threads.of(tx, contact).flatMap(MessageThread::name);
    }

    private static Card.Proof proof(TrustTier trust, Handling handling) {
        return switch (trust) {
            case UNKNOWN -> Card.Proof.NONE;
            case CLAIMED -> Card.Proof.CALLER_ID;
            case ATTESTED -> Card.Proof.ATTESTATION;
            case VERIFIED -> handling.isVerified() ? Card.Proof.AGENT : Card.Proof.PIN;
        };
    }

    /** The choices made, in the flow's own words. */
    private List<Words> path(Tx tx, Saved saved) {
        var flow = flows.version(tx, saved.dialogue().flowSha());
        return saved.dialogue().path().stream()
                .flatMap(step -> flow.flatMap(known -> ChosenWords.of(known, step)).stream())
                .toList();
    }

    /**
     * What agents wrote, and customers gave, is as private as any field of the customer.
     *
     * @param handling files are opened in the talk, and the work after it, only: those that were
     *     there by then
     */
    private List<Card.Entry> earlier(
            Tx tx,
            CustomerId customer,
            ContactId contact,
            TrustTier trust,
            Handling handling,
            Instant now) {
        var entries =
                timeline.read(tx, customer, Optional.empty(), TIMELINE).stream()
                        .filter(entry -> !entry.contact().equals(contact))
                        .toList();
        var those = entries.stream().map(Timeline.Entry::contact).toList();
        var notes = handlings.notes(tx, those);
        var files = attachments.given(tx, those);
        var isProved = trust.atLeast(TrustTier.VERIFIED);
        var given =
                isProved && handling.isServed()
                        ? attachments.each(tx, those, handling.over().orElse(now), MOST_FILES)
                        : Map.<ContactId, List<Attachment>>of();
        return entries.stream()
                .map(entry -> {
                    var text = Optional.ofNullable(notes.get(entry.contact()));
                    return Card.Entry.of(
                            entry,
                            text.isPresent(),
                            text.filter(_ -> isProved),
                            files.getOrDefault(entry.contact(), 0),
                            given.getOrDefault(entry.contact(), List.of()));
                })
                .toList();
    }

    private void audit(
            Tx tx, AgentId agent, ContactId contact, Optional<CustomerId> customer, Instant now) {
        audit.write(
                tx,
                new AuditTrail.Entry(
                        AuditTrail.Kind.AGENT,
                        agent.toString(),
                        "card.read",
                        customer,
                        Optional.of(contact.value()),
                        Map.of()),
                now);
    }
}
