package io.recaller.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;

/** Why the database is away, as far as anybody knows. */
final class DiagnosisTest {
    @Test
    void aDatabaseThatIsOnlySlowIsSaidToBeSoAndAnotherByWhatItAnswered() {
        var pool =
                "recaller - Connection is not available, request timed out after 1419ms (total=0)";
        var late = new SQLTransientConnectionException(pool);
        var refused = new SQLTransientConnectionException(pool, new SQLException("no such role"));

        assertThat(Diagnosis.reason(new IllegalStateException("away", late)))
                .isEqualTo(
                        "it gave no connection in time; look again, and at the load of its machine");
        assertThat(Diagnosis.reason(new IllegalStateException("away", refused)))
                .isEqualTo("no such role");
    }

    @Test
    void whatSaysItselfWhyItFailedIsSaidOnce() {
        var taken = new IllegalStateException("database.port 5433 is taken by another program");

        assertThat(Diagnosis.words(taken)).isEqualTo(taken.getMessage());
        assertThat(Diagnosis.words(new IllegalStateException("away", taken)))
                .isEqualTo("away (database.port 5433 is taken by another program)");
    }
}
