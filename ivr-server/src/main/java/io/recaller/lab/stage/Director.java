package io.recaller.lab.stage;

import io.recaller.lab.instance.AmiAccount;
import io.recaller.lab.instance.AsteriskUnavailableException;
import java.io.IOException;
import java.time.Duration;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.DefaultManagerConnection;
import org.asteriskjava.manager.ManagerConnectionState;
import org.asteriskjava.manager.ManagerEventListener;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.HangupAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.OriginateAction;
import org.asteriskjava.manager.action.PlayDtmfAction;
import org.asteriskjava.manager.action.RedirectAction;
import org.asteriskjava.manager.action.SetVarAction;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;

/** Directs the stage's Asterisk over its manager interface. Thread-safe. */
final class Director implements AutoCloseable {
    private static final Duration ANSWER_OF_AMI = Duration.ofSeconds(5);
    private static final Duration TONE = Duration.ofMillis(100);
    private static final Duration RING_AT_MOST = Duration.ofSeconds(60);

    private final DefaultManagerConnection connection;

    Director(AmiAccount account, ManagerEventListener listener) {
        connection =
                new DefaultManagerConnection(
                        account.host(), account.port(), account.user(), account.secret());
        connection.addEventListener(listener);
        try {
            connection.login();
        } catch (IOException | AuthenticationFailedException | TimeoutException e) {
            throw new AsteriskUnavailableException(
                    "The stage's Asterisk does not let its director in", "See its log folder", e);
        }
    }

    /** Calls from the stage to the switch; the line gets {@code uniqueId} as its id. */
    void call(String uniqueId, String from, String to) {
        OriginateAction action = new OriginateAction();
        action.setChannel("PJSIP/" + to + "@pbx");
        action.setChannelId(uniqueId);
        action.setCallerId('"' + from + "\" <" + from + ">");
        action.setContext("caller");
        action.setExten("s");
        action.setPriority(1);
        action.setTimeout(RING_AT_MOST.toMillis());
        action.setVariable("STAGE_NAME", uniqueId);
        action.setAsync(true);
        send(action);
    }

    /** Sends one digit as RFC 4733 telephone-event; returns when its tone has ended. */
    void press(StageLine line, char digit) {
        PlayDtmfAction action = new PlayDtmfAction();
        action.setChannel(line.channel());
        action.setDigit(String.valueOf(digit));
        action.setDuration((int) TONE.toMillis());
        send(action);
        Changes.pause(TONE);
    }

    void goTo(StageLine line, String context, String exten, int priority) {
        RedirectAction action = new RedirectAction();
        action.setChannel(line.channel());
        action.setContext(context);
        action.setExten(exten);
        action.setPriority(priority);
        send(action);
    }

    void set(StageLine line, String variable, String value) {
        send(new SetVarAction(line.channel(), variable, value));
    }

    void setGlobal(String variable, String value) {
        send(new SetVarAction(variable, value));
    }

    void hangUp(StageLine line) {
        send(new HangupAction(line.channel()));
    }

    private void send(ManagerAction action) {
        try {
            ManagerResponse response = connection.sendAction(action, ANSWER_OF_AMI.toMillis());
            if (response instanceof ManagerError) {
                throw new IllegalStateException(
                        action.getAction() + " refused by the stage: " + response.getMessage());
            }
        } catch (IOException | TimeoutException e) {
            throw new IllegalStateException(
                    action.getAction() + " did not reach the stage's Asterisk", e);
        }
    }

    @Override
    public void close() {
        if (connection.getState() == ManagerConnectionState.CONNECTED) {
            connection.logoff();
        }
    }
}
