package io.recaller.agent;

import static io.recaller.db.generated.Tables.AGENT;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.BCrypt.Version;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import io.recaller.db.Database;
import io.recaller.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Checks who signs in. An unknown login takes as long as a wrong password; wrong ones lock the
 * agent's login for a growing time that outlives the server.
 *
 * <p>Safe for any number of threads; blocks for a quarter of a second and more.
 */
public final class Credentials {
    /** What came of an attempt to sign in. */
    public sealed interface Verdict {
        record Accepted(AgentId agent) implements Verdict {}

        /** No such login, or another password: which, nobody is told. */
        record Refused() implements Verdict {}

        /** Too many wrong ones; none is tried before that instant. */
        record Locked(Instant until) implements Verdict {}
    }

    /** Bcrypt's work factor: 2^12 rounds, a quarter of a second on a server of 2025. */
    private static final int COST = 12;

    private static final int FREE_FAILURES = 3;
    private static final Duration FIRST_LOCK = Duration.ofSeconds(5);
    private static final Duration LONGEST_LOCK = Duration.ofMinutes(15);

    /** Hashing takes a core: sign-ins must not take them all from calls. */
    private static final int AT_ONCE = 2;

    /**
     * Of no password: who signs in by a name that nobody has waits as long as anybody. Written out
     * ({@code $2a$}, work factor, 22 characters of salt, 31 of hash), for making one takes a start
     * a quarter of a second.
     */
    static final String HASH_OF_NOBODY = "$2a$" + COST + "$" + ".".repeat(22 + 31);

    private final Database db;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(AT_ONCE);

    private record Known(AgentId agent, Optional<String> hash, Optional<Instant> lockedUntil) {}

    public Credentials(Database db, InstantSource clock) {
        this.db = db;
        this.clock = clock;
    }

    /** A salted hash to store. Passwords of any length count whole. */
    public static String hash(char[] password) {
        return BCrypt.with(
                        Version.VERSION_2A, LongPasswordStrategies.hashSha512(Version.VERSION_2A))
                .hashToString(COST, password);
    }

    /** Checks a password; the caller clears the array. */
    public Verdict check(String login, char[] password) {
        var known = db.inTransaction(tx -> find(tx, login));
        var lock = known.flatMap(Known::lockedUntil).filter(clock.instant()::isBefore);
        if (lock.isPresent()) {
            return new Verdict.Locked(lock.get());
        }
        var right = verify(password, known.flatMap(Known::hash).orElse(HASH_OF_NOBODY));
        if (known.isEmpty()) {
            return new Verdict.Refused();
        }
        return right && known.get().hash().isPresent()
                ? accepted(known.get().agent())
                : refused(known.get().agent());
    }

    private static Optional<Known> find(Tx tx, String login) {
        return tx.dsl()
                .selectFrom(AGENT)
                .where(AGENT.LOGIN.eq(login.toLowerCase(Locale.ROOT)))
                .and(AGENT.DISABLED_AT.isNull())
                .fetchOptional(row ->
                        new Known(
                                new AgentId(row.getId()),
                                Optional.ofNullable(row.getPasswordHash()),
                                Optional.ofNullable(row.getSignInLockedUntil())));
    }

    private boolean verify(char[] password, String hash) {
        places.acquireUninterruptibly();
        try {
            return BCrypt.verifyer(
                            Version.VERSION_2A,
                            LongPasswordStrategies.hashSha512(Version.VERSION_2A))
                    .verify(password, hash.toCharArray())
                    .verified;
        } finally {
            places.release();
        }
    }

    private Verdict accepted(AgentId agent) {
        db.runInTransaction(tx ->
                tx.dsl()
                        .update(AGENT)
                        .set(AGENT.SIGN_IN_FAILURES, 0)
                        .setNull(AGENT.SIGN_IN_LOCKED_UNTIL)
                        .where(AGENT.ID.eq(agent.value()))
                        .execute());
        return new Verdict.Accepted(agent);
    }

    private Verdict refused(AgentId agent) {
        db.runInTransaction(tx -> {
            var failures =
                    tx.dsl()
                            .update(AGENT)
                            .set(AGENT.SIGN_IN_FAILURES, AGENT.SIGN_IN_FAILURES.plus(1))
                            .where(AGENT.ID.eq(agent.value()))
                            .returning(AGENT.SIGN_IN_FAILURES)
                            .fetchSingle()
                            .getSignInFailures();
            if (failures >= FREE_FAILURES) {
                tx.dsl()
                        .update(AGENT)
                        .set(AGENT.SIGN_IN_LOCKED_UNTIL, clock.instant().plus(lock(failures)))
                        .where(AGENT.ID.eq(agent.value()))
                        .execute();
            }
        });
        return new Verdict.Refused();
    }

    /** Doubles with each failure. */
    private static Duration lock(int failures) {
        var doublings = Math.min(failures - FREE_FAILURES, 20);
        var lock = FIRST_LOCK.multipliedBy(1L << doublings);
        return lock.compareTo(LONGEST_LOCK) < 0 ? lock : LONGEST_LOCK;
    }
}
