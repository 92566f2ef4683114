package io.recaller.asterisk.ami.wire;

import java.io.IOException;
import java.net.SocketException;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.internal.ManagerConnectionImpl;
import org.asteriskjava.util.SocketConnectionFacade;
import org.jspecify.annotations.Nullable;

/** asterisk-java's connection, over TLS where that is wanted, each attempt told. */
final class AmiConnection extends ManagerConnectionImpl {
    private static final String CLOSED_BY_US = "Socket closed";

    private final AmiSettings settings;
    private final Logins logins;

    /** What was told already: the first time, connecting is a part of the log-in. */
    private volatile @Nullable Exception told;

    /** Told of attempts to log in, the first and those after the link was lost. Any thread. */
    interface Logins {
        /** Whoever makes the attempt says what came of it. */
        Logins UNTOLD =
                new Logins() {
                    @Override
                    public void failed(Exception why) {}

                    @Override
                    public void made() {}
                };

        void failed(Exception why);

        void made();
    }

    AmiConnection(AmiSettings settings, Logins logins) {
        this.settings = settings;
        this.logins = logins;
        setHostname(settings.host());
        setPort(settings.port());
        setUsername(settings.user());
        setPassword(settings.secret());
        setSocketTimeout((int) settings.answerWithin().toMillis());
    }

    @Override
    protected SocketConnectionFacade createSocket() throws IOException {
        try {
            return settings.tls().isEmpty()
                    ? super.createSocket()
                    : TlsLine.open(settings, settings.tls().get());
        } catch (IOException e) {
            tell(e);
            throw e;
        }
    }

    @Override
    protected void doLogin(long within, String events)
            throws IOException, AuthenticationFailedException, TimeoutException {
        try {
            greeted(within, events);
            logins.made();
        } catch (IOException
                | AuthenticationFailedException
                | TimeoutException
                | IllegalStateException e) {
            tell(e);
            throw e;
        }
    }

    /** Who says nothing is hung up on, and then it depends on the moment what is thrown. */
    private void greeted(long within, String events)
            throws IOException, AuthenticationFailedException, TimeoutException {
        try {
            super.doLogin(within, events);
        } catch (SocketException e) {
            if (CLOSED_BY_US.equals(e.getMessage())) {
                throw new TimeoutException("nothing was said within " + within + " ms");
            }
            throw e;
        }
    }

    private void tell(Exception e) {
        if (!e.equals(told)) {
            told = e;
            logins.failed(e);
        }
    }
}
