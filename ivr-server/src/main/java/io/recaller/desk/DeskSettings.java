package io.recaller.desk;

import io.recaller.desk.card.DeskOptions;
import java.time.Duration;

/**
 * How the desk behaves.
 *
 * @param sessionFor how long a sign-in lasts: a shift
 * @param secureCookie true when a proxy in front speaks TLS for us; a connection that is TLS itself
 *     needs no setting
 * @param resendAfter how soon a card that was not acknowledged is sent again
 * @param pingAfter a socket silent for so long is asked for a sign of life: browsers slow down the
 *     timers of a page in the background, and still answer. A third of routing's desk lease at most
 * @param silentAfter a socket that says nothing for so long is closed
 * @param blockingAtOnce how many blocking tasks run at a time; less than the database pool has
 * @param patience how long a blocking task waits for its turn
 * @param options what an operator decides
 * @param proxies in front of us
 */
public record DeskSettings(
        Duration sessionFor,
        boolean secureCookie,
        Duration resendAfter,
        Duration pingAfter,
        Duration silentAfter,
        int blockingAtOnce,
        Duration patience,
        DeskOptions options,
        Proxies proxies) {
    public static DeskSettings defaults() {
        return new DeskSettings(
                Duration.ofHours(12),
                false,
                Duration.ofSeconds(2),
                Duration.ofSeconds(8),
                Duration.ofSeconds(35),
                8,
                Duration.ofSeconds(2),
                DeskOptions.usual(),
                Proxies.none());
    }

    /** The same behind a proxy that speaks TLS for us, or not. */
    public DeskSettings withSecureCookie(boolean secure) {
        return new DeskSettings(
                sessionFor,
                secure,
                resendAfter,
                pingAfter,
                silentAfter,
                blockingAtOnce,
                patience,
                options,
                proxies);
    }

    /** The same with what the operator decided. */
    public DeskSettings with(DeskOptions decided) {
        return new DeskSettings(
                sessionFor,
                secureCookie,
                resendAfter,
                pingAfter,
                silentAfter,
                blockingAtOnce,
                patience,
                decided,
                proxies);
    }

    /** The same behind those proxies. */
    public DeskSettings behind(Proxies named) {
        return new DeskSettings(
                sessionFor,
                secureCookie,
                resendAfter,
                pingAfter,
                silentAfter,
                blockingAtOnce,
                patience,
                options,
                named);
    }
}
