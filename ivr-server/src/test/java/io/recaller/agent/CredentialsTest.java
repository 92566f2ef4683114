package io.recaller.agent;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.recaller.agent.Credentials.Verdict;
import io.recaller.db.Database;
import io.recaller.db.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CredentialsTest {
    private static final String RIGHT =
            "correct horse battery staple, and more than 72 bytes ".repeat(2);

    private final Database db = TestDatabase.fresh();
    private final ManualClock clock = new ManualClock();
    private final Credentials credentials = new Credentials(db, clock);

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void theRightPasswordSignsInAndAnyOtherDoesNot() {
        var anna = agent("anna", Optional.of(RIGHT));
        agent("boris", Optional.empty());

        assertThat(check("Anna", RIGHT)).isEqualTo(new Verdict.Accepted(anna));
        assertThat(check("anna", RIGHT + "x")).isEqualTo(new Verdict.Refused());
        assertThat(check("boris", "")).isEqualTo(new Verdict.Refused());
        assertThat(check("nobody", RIGHT)).isEqualTo(new Verdict.Refused());
    }

    @Test
    void wrongPasswordsLockTheLoginForAGrowingTime() {
        var anna = agent("anna", Optional.of(RIGHT));
        for (var i = 0; i < 3; i++) {
            check("anna", "wrong");
        }

        assertThat(check("anna", RIGHT))
                .isEqualTo(new Verdict.Locked(clock.instant().plusSeconds(5)));
        clock.passes(Duration.ofSeconds(5));
        assertThat(check("anna", "wrong")).isEqualTo(new Verdict.Refused());
        assertThat(check("anna", RIGHT))
                .isEqualTo(new Verdict.Locked(clock.instant().plusSeconds(10)));
        clock.passes(Duration.ofSeconds(10));
        assertThat(check("anna", RIGHT)).isEqualTo(new Verdict.Accepted(anna));
    }

    /** Else it would tell which names there are. */
    @Test
    void anUnknownNameTakesAsMuchWorkAsAKnownOne() {
        var made = BCrypt.verifyer().verify("x".toCharArray(), Credentials.hash("y".toCharArray()));

        var nobody = BCrypt.verifyer().verify("x".toCharArray(), Credentials.HASH_OF_NOBODY);

        assertThat(nobody.validFormat).isTrue();
        assertThat(nobody.details.cost).isEqualTo(made.details.cost);
        assertThat(nobody.verified).isFalse();
    }

    private Verdict check(String login, String password) {
        return credentials.check(login, password.toCharArray());
    }

    private AgentId agent(String login, Optional<String> password) {
        var hash = password.map(String::toCharArray).map(Credentials::hash);
        return db.inTransaction(tx -> new AgentStore().put(tx, login, login, hash, Map.of()));
    }
}
