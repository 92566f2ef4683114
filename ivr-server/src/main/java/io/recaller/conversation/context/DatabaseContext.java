package io.recaller.conversation.context;

import io.recaller.contact.context.CallerContext;
import io.recaller.contact.context.ContextQuery;
import io.recaller.conversation.dialogue.Rehearsed;
import io.recaller.customer.Arms;
import io.recaller.customer.CustomerId;
import io.recaller.customer.CustomerStore;
import io.recaller.customer.Handle;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import io.recaller.flow.Context;
import io.recaller.menu.Model;
import io.recaller.menu.planner.Policy;
import io.recaller.speech.Language;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The context as the database has it: one query a caller. Any thread; blocking. */
public final class DatabaseContext implements ContextSource {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseContext.class);

    private final Database database;
    private final ContextQuery query;
    private final CustomerStore customers;
    private final Arms arms;
    private final UnaryOperator<Policy> inForce;
    private final Supplier<Model> models;
    private final Executor executor;

    /**
     * The memory of one business.
     *
     * @param arms what customers are drawn into at their first contact
     * @param inForce what a policy is now: itself, or another where it is switched off; must not
     *     block
     * @param models what was learned from everybody until now; must not block
     * @param executor keeps what was drawn, which no caller waits for
     */
    public DatabaseContext(
            Database database,
            ContextQuery query,
            CustomerStore customers,
            Arms arms,
            UnaryOperator<Policy> inForce,
            Supplier<Model> models,
            Executor executor) {
        this.database = database;
        this.query = query;
        this.customers = customers;
        this.arms = arms;
        this.inForce = inForce;
        this.models = models;
        this.executor = executor;
    }

    @Override
    public Caller read(Handle handle, Instant now) {
        CallerContext context = database.atOnce(tx -> query.read(tx, handle, now));
        return caller(context, now);
    }

    @Override
    public Caller read(CustomerId customer, Instant now) {
        CallerContext context = database.atOnce(tx -> query.read(tx, customer, now));
        return caller(context, now);
    }

    @Override
    public Caller stranger(Instant now) {
        return new Caller(Optional.empty(), Optional.empty(), models.get(), Optional.empty());
    }

    private Caller caller(CallerContext context, Instant now) {
        return context.known().map(known -> known(known, now)).orElseGet(() -> stranger(now));
    }

    private Caller known(CallerContext.Known known, Instant now) {
        var customer = known.profile().customer();
        var drawn = known.profile().policy().orElseGet(() -> draw(customer, now));
        var policy = inForce.apply(Policy.of(drawn).orElse(Policy.DESIGNED));
        var model = models.get();
        return new Caller(
                Optional.of(customer),
                known.profile().language().flatMap(Language::of),
                model,
                Optional.of(
                        new Context.Known(
                                known.fields(),
                                known.history(),
                                model.personal(known.history()),
                                known.requests(),
                                known.facts(),
                                policy,
                                known.lastOrders(),
                                known.offers())));
    }

    /** Whoever draws for them before it is kept draws the same. */
    private String draw(CustomerId customer, Instant now) {
        executor.execute(() -> keepDrawn(customer, now));
        return arms.draw(customer);
    }

    private void keepDrawn(CustomerId customer, Instant now) {
        try {
            database.inTransaction(tx -> customers.policy(tx, customer, arms, now));
        } catch (RuntimeException failure) {
            LOG.atDebug().setCause(failure).log("a policy is kept at the next contact");
        }
    }

    /** Asks what a call asks, about nobody. */
    public void rehearse(Tx tx, Instant now) {
        query.read(tx, Rehearsed.NOBODY, now);
        query.read(tx, Rehearsed.NO_CUSTOMER, now);
    }
}
