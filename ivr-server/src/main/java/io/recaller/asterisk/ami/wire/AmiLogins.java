package io.recaller.asterisk.ami.wire;

import io.recaller.asterisk.Reminder;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells the operator why there is no link: each cause once with its remedy, then every ten minutes
 * for as long as it stays. Any thread.
 */
final class AmiLogins implements AmiConnection.Logins {
    private static final Logger log = LoggerFactory.getLogger(AmiLogins.class);

    private static final String UNTIL_THEN =
            "; until then hand-offs wait (tried every few seconds, told again after ten minutes)";

    private static final String REFUSED =
            "Asterisk refuses our name: compare ami.user and ami.secret with manager.conf"
                    + UNTIL_THEN;

    private static final String INSECURE =
            "Asterisk's manager interface is not to be trusted" + UNTIL_THEN;

    private static final String SILENT = "Asterisk's manager interface says nothing";

    private static final String PERHAPS_TLS =
            ": if its port is that of tlsbindaddr, set ami.tls to true";

    private static final String AWAY = "Asterisk's manager interface is not there yet" + UNTIL_THEN;

    private final AmiSettings settings;
    private volatile Told told = Told.nothing();

    /** Of each cause, while there is no link. */
    private record Told(Reminder refused, Reminder insecure, Reminder silent, Reminder away) {
        static Told nothing() {
            return new Told(Reminder.usual(), Reminder.usual(), Reminder.usual(), Reminder.usual());
        }
    }

    AmiLogins(AmiSettings settings) {
        this.settings = settings;
    }

    @Override
    public void failed(Exception why) {
        switch (why) {
            case AuthenticationFailedException _ -> tell(told.refused, Level.ERROR, REFUSED, why);
            case InsecureException _ -> tell(told.insecure, Level.ERROR, INSECURE, why);
            case TimeoutException _ -> tell(told.silent, Level.WARN, silent(), why);
            default -> tell(told.away, Level.WARN, AWAY, why);
        }
    }

    private String silent() {
        return SILENT + (settings.tls().isEmpty() ? PERHAPS_TLS : "") + UNTIL_THEN;
    }

    private void tell(Reminder reminder, Level level, String words, Exception why) {
        reminder.due()
                .ifPresent(tries ->
                        log.atLevel(level)
                                .addKeyValue("ami", settings)
                                .addKeyValue("error", why.getMessage())
                                .addKeyValue("tries", tries)
                                .log(words));
    }

    /** What keeps the next one away is told at once again. */
    @Override
    public void made() {
        told = Told.nothing();
    }
}
