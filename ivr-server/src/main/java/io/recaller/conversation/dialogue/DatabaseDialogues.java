package io.recaller.conversation.dialogue;

import static io.recaller.db.generated.Tables.CONTACT;
import static io.recaller.db.generated.Tables.HANDLE;

import io.recaller.agent.AgentId;
import io.recaller.contact.Contact;
import io.recaller.contact.ContactId;
import io.recaller.contact.ContactStore;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.customer.TrustTier;
import io.recaller.customer.UsedHandles;
import io.recaller.customer.field.KnownField;
import io.recaller.customer.field.KnownFields;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.flow.Flow;
import io.recaller.flow.engine.Recommending;
import io.recaller.recommendation.FlowAnswers;
import io.recaller.recommendation.RecommendationId;
import io.recaller.routing.queue.Queue;
import io.recaller.routing.queue.WaitOutcome;
import io.recaller.routing.step.Preference;
import io.recaller.routing.step.Wish;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dialogues as rows. Each method is one transaction, a turn mostly one statement. Any thread;
 * blocking.
 */
public final class DatabaseDialogues implements DialogueStore {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseDialogues.class);

    private final Database database;
    private final CustomerStore customers;
    private final ContactStore contacts;
    private final KnownFields fields;
    private final KeptEndRows keptEnds;
    private final Queue queue = new Queue();
    private final FlowAnswers answers = new FlowAnswers();
    private final Familiar familiar;
    private final CallbackTakeovers callbacks;
    private final Supplier<UUID> ids;
    private final DialogueRows dialogues = new DialogueRows();
    private final MovedRows moves = new MovedRows();
    private final SavedDialogues saved;
    private final ImpressionRows impressions;
    private final TurnStatement turns;
    private final PostedTurns posted;
    private final OnDisk onDisk;

    /**
     * Dialogues over one schema.
     *
     * @param ids makes UUIDv7
     */
    public DatabaseDialogues(
            Database database,
            CustomerStore customers,
            ContactStore contacts,
            KnownFields fields,
            Supplier<UUID> ids) {
        this.database = database;
        this.customers = customers;
        this.familiar = new Familiar(customers);
        this.contacts = contacts;
        this.callbacks = new CallbackTakeovers(contacts);
        this.keptEnds = new KeptEndRows(customers, contacts);
        this.fields = fields;
        this.ids = ids;
        this.impressions = new ImpressionRows(ids);
        this.turns = new TurnStatement(impressions);
        this.posted = new PostedTurns(database, impressions);
        this.onDisk = new OnDisk(database, posted.threads());
        this.saved = new SavedDialogues(database);
    }

    /** Keeps the texts of the flows now served, so that dialogues can stay on them. */
    public void keep(Collection<Flow> flows, Instant at) {
        database.runInTransaction(tx -> flows.forEach(flow -> dialogues.keep(tx, flow, at)));
    }

    /** The text of an earlier version, by its SHA-256. */
    public Optional<String> flowText(String sha) {
        return database.inTransaction(tx -> flowText(tx, sha));
    }

    /** As {@link #flowText(String)}, in the caller's transaction. */
    public Optional<String> flowText(Tx tx, String sha) {
        return dialogues.flowText(tx, sha);
    }

    @Override
    public Optional<Saved> load(ContactId contact) {
        return database.atOnce(tx -> saved.find(tx, contact));
    }

    @Override
    public void begin(Beginning beginning) {
        database.runInTransactionOrAgain(tx -> begin(tx, beginning));
    }

    private void begin(Tx tx, Beginning beginning) {
        var arrival = beginning.arrival();
        var customer =
                beginning
                        .customer()
                        .or(() ->
                                arrival.handle()
                                        .flatMap(handle ->
                                                customers
                                                        .createWhenNew(
                                                                tx, handle, beginning.startedAt())
                                                        .single()));
        contacts.begin(
                tx,
                Contact.inbound(
                        beginning.contact(),
                        arrival.channel(),
                        arrival.handle(),
                        customer,
                        beginning.trust(),
                        beginning.startedAt(),
                        Optional.of(arrival.address())));
        dialogues.insert(tx, beginning.contact(), beginning.dialogue(), beginning.startedAt());
    }

    @Override
    public void save(TurnTaken turn, long version, long next) {
        save(turn, turns.of(turn, version, next, whence(turn), true));
    }

    @Override
    public void saveSoon(TurnTaken turn, long version) {
        if (!isOfTheDialogueOnly(turn) || !posted.write(turn, version)) {
            save(turn, turns.of(turn, version, version + 1, whence(turn), false));
        }
    }

    @Override
    public void saveSoonAlone(TurnTaken turn, long version) {
        save(turn, turns.of(turn, version, version + 1, whence(turn), false));
    }

    @Override
    public void saveWith(TurnTaken turn, long version, Consumer<? super Tx> beside) {
        var written = turns.of(turn, version, version + 1, whence(turn), true);
        database.runInTransaction(tx -> {
            beside.accept(tx);
            learn(tx, turn);
            written.to(tx);
        });
    }

    @Override
    public Optional<CompletableFuture<Boolean>> post(TurnTaken turn, long version) {
        return isOfTheDialogueOnly(turn)
                ? Optional.of(posted.post(turn, version))
                : Optional.empty();
    }

    @Override
    public CompletableFuture<Boolean> onDisk(ContactId contact, long version) {
        return onDisk.ask(contact, version);
    }

    private static boolean isOfTheDialogueOnly(TurnTaken turn) {
        return turn.isOfTheContactOnly() && !turn.isNews();
    }

    private void save(TurnTaken turn, TurnStatement.Written written) {
        if (turn.isOfTheContactOnly()) {
            database.atOnceForTurns(tx -> {
                written.to(tx);
                return true;
            });
        } else {
            database.inTransactionForTurnsOrAgain(tx -> {
                learn(tx, turn);
                written.to(tx);
                return true;
            });
        }
    }

    private TurnStatement.Whence whence(TurnTaken turn) {
        var startedAt = startedAt(turn);
        return new TurnStatement.Whence(
                startedAt,
                turn.isNews() ? database.months().partitionOf(startedAt) : Optional.empty());
    }

    private Instant startedAt(TurnTaken turn) {
        return turn.told()
                .map(Told::startedAt)
                .or(() -> database.atOnceForTurns(tx -> contacts.startedAt(tx, turn.contact())))
                .orElseThrow(SupersededException::new);
    }

    @Override
    public void handOff(TurnTaken turn, long version, Place place) {
        var startedAt = startedAt(turn);
        var whence = new TurnStatement.Whence(startedAt, database.months().partitionOf(startedAt));
        var written = turns.of(turn.toldAnew(), version, version + 1, whence, true);
        database.inTransactionForTurnsOrAgain(tx -> {
            var taken = takeOver(tx, turn, place);
            enter(tx, turn, place, taken.place().or(() -> moves.place(tx, turn.contact())));
            learn(tx, turn);
            callbacks.end(tx, taken, turn.at());
            written.to(tx);
            return true;
        });
    }

    /**
     * Leaves the queue for a node of its flow, which whoever serves the contact next enters.
     *
     * @param evenRinging whether it leaves while an agent's phone rings for it
     * @return false: it was not in the queue any more, or its phone rings
     * @throws SupersededException when the dialogue is no longer what was read
     */
    public boolean leaveQueue(
            ContactId contact,
            Saved saved,
            String node,
            WaitOutcome how,
            boolean evenRinging,
            Instant at) {
        return database.inTransactionOrAgain(tx -> {
            var left =
                    evenRinging
                            ? queue.leave(tx, contact, how, at)
                            : queue.leaveUnlessRinging(tx, contact, how, at);
            if (left) {
                dialogues.hold(tx, contact, saved.version());
                var leaving = saved.dialogue().leavingFor(node);
                dialogues.write(tx, contact, leaving, saved.version(), at);
            }
            return left;
        });
    }

    private CallbackTakeovers.Taken takeOver(Tx tx, TurnTaken turn, Place place) {
        return callbacks.takeOver(
                tx, turn.contact(), customer(tx, turn), number(tx, turn), place.queue(), turn.at());
    }

    /** With the place that was kept for whoever it is, if there is one. */
    private void enter(Tx tx, TurnTaken turn, Place place, Optional<Queue.Kept> kept) {
        queue.enter(
                tx,
                turn.contact(),
                place.channel(),
                wish(tx, turn, place),
                place.priority(),
                place.address(),
                turn.at(),
                kept);
    }

    private static Optional<Handle> number(Tx tx, TurnTaken turn) {
        return tx.dsl()
                .select(HANDLE.KIND, HANDLE.VALUE)
                .from(CONTACT)
                .join(HANDLE)
                .on(HANDLE.ID.eq(CONTACT.HANDLE_ID))
                .where(CONTACT.ID.eq(turn.contact().value()))
                .fetchOptional(row -> new Handle(UsedHandles.kind(row.value1()), row.value2()));
    }

    private Wish wish(Tx tx, TurnTaken turn, Place place) {
        var preferred = new EnumMap<Preference, AgentId>(Preference.class);
        customer(tx, turn)
                .ifPresent(who -> preferred.putAll(familiar.of(tx, who, turn.topic(), turn.at())));
        moves.agent(tx, turn.contact()).ifPresent(agent -> preferred.put(Preference.CHOSEN, agent));
        return new Wish(place.queue(), place.asked(), place.language().tag(), preferred);
    }

    /** Before the contact is written to: who merges customers holds them before their contacts. */
    private void learn(Tx tx, TurnTaken turn) {
        if (turn.isOfTheContactOnly()) {
            return;
        }
        turn.recommendation().ifPresent(answer -> answered(tx, turn, answer));
        customer(tx, turn)
                .ifPresent(who -> {
                    turn.given().forEach(given -> learn(tx, who, turn, given));
                    turn.language()
                            .ifPresent(language ->
                                    customers.prefer(tx, who, language.tag(), turn.trust()));
                });
    }

    /** What is not shown any more needs no answer. */
    private void answered(Tx tx, TurnTaken turn, Recommending.Answered answer) {
        var one = new RecommendationId(answer.recommendation());
        if (!answers.write(tx, turn.contact(), one, answer.accepted(), turn.at())) {
            LOG.atWarn()
                    .addKeyValue("contactId", turn.contact())
                    .addKeyValue("recommendation", one)
                    .log("answered, but not shown in this contact any more");
        }
    }

    /** Whose contact it is: as read at arrival, or made with the contact's row. */
    private static Optional<CustomerId> customer(Tx tx, TurnTaken turn) {
        return turn.customer()
                .or(() ->
                        tx.dsl()
                                .select(CONTACT.CUSTOMER_ID)
                                .from(CONTACT)
                                .where(CONTACT.ID.eq(turn.contact().value()))
                                .fetchOptional(CONTACT.CUSTOMER_ID)
                                .map(CustomerId::new));
    }

    /**
     * A flow may name a field that the settings have given up since: the turn is kept all the same.
     */
    private void learn(Tx tx, CustomerId customer, TurnTaken turn, Given given) {
        var entry = fields.catalogue().find(given.key());
        if (entry.isEmpty()) {
            LOG.atWarn().addKeyValue("field", given.key()).log("not in the catalogue, forgotten");
            return;
        }
        var value = entry.get().format().value(given.value());
        if (value.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("field", given.key())
                    .addKeyValue("wanted", entry.get().format().words())
                    .log("not of the catalogue's kind, forgotten");
            return;
        }
        if (isProvedAlready(tx, customer, turn, given)) {
            return;
        }
        var field =
                new KnownField(
                        given.key(), value.get(), turn.channel().slug(), turn.at(), given.trust());
        fields.add(tx, customer, field, Optional.of(turn.contact().value()), turn.at());
    }

    /**
     * Who has proved nothing must not replace what the customer gave with a proof: it would be read
     * back to the real one as theirs.
     */
    private boolean isProvedAlready(Tx tx, CustomerId customer, TurnTaken turn, Given given) {
        var known = fields.newest(tx, customer, turn.at()).get(given.key());
        return given.trust() != TrustTier.VERIFIED && known != null && known.verified();
    }

    @Override
    public void finish(Finish finish, long version) {
        database.runInTransactionOrAgain(tx -> {
            var contact = finish.beginning().contact();
            queue.leave(tx, contact, finish.ended().result(), finish.at());
            end(tx, finish, version);
        });
    }

    @Override
    public void finish(KeptEnd end) {
        database.runInTransactionOrAgain(tx -> keptEnds.write(tx, end));
    }

    private void end(Tx tx, Finish finish, long version) {
        var contact = finish.beginning().contact();
        dialogues.hold(tx, contact, version);
        finish.heard()
                .ifPresent(heard ->
                        impressions.insert(
                                tx, contact, finish.beginning().dialogue().flowSha(), heard));
        contacts.finish(
                tx, contact, finish.ended(), finish.at(), finish.topic(), finish.topicSource());
    }

    /**
     * Does with a contact that nobody makes what a call does: the connection of this transaction
     * then knows the statements. The transaction must be taken back. The queue is left alone: it is
     * locked by who asks, and others would wait.
     */
    public void rehearse(Tx tx, Flow flow, Instant at) {
        // Asked on this connection: another one would have to be rehearsed first.
        var whence = new TurnStatement.Whence(at, database.months().partitionOf(tx, at));
        var contact = new ContactId(ids.get());
        var begun = Rehearsed.beginning(contact, flow, at);
        var turn = Rehearsed.turn(begun);
        begin(tx, begun);
        turns.of(turn, 0, 1, whence, true).to(tx);
        var known = turn.knowing(turn.tells(at));
        turns.of(known, 1, 2, whence, true).to(tx);
        turns.of(known, 2, 3, whence, false).to(tx);
        posted.rehearse(tx, known, 3);
        OnDisk.rehearse(tx, contact);
        var _ = saved.find(tx, contact);
        end(tx, Rehearsed.end(begun), 4);
    }
}
