package io.recaller.gateway.sms.smpp;

import io.recaller.channel.outbound.Gateway.Remedy;
import java.time.Duration;

/** What command_status of a refusal means (SMPP 3.4, 5.1.3). Pure. */
final class Statuses {
    /** What we answer to what we cannot keep now: the centre keeps it and comes again. */
    static final int TEMPORARY = 0x64;

    private static final int NOT_BOUND = 0x04;
    private static final int ALREADY_BOUND = 0x05;
    private static final int SYSTEM_ERROR = 0x08;
    private static final int WRONG_SOURCE = 0x0a;
    private static final int WRONG_DESTINATION = 0x0b;
    private static final int BIND_FAILED = 0x0d;
    private static final int WRONG_PASSWORD = 0x0e;
    private static final int WRONG_SYSTEM_ID = 0x0f;
    private static final int QUEUE_FULL = 0x14;
    private static final int SUBMIT_FAILED = 0x45;
    private static final int WRONG_SOURCE_TON = 0x48;
    private static final int WRONG_SOURCE_NPI = 0x49;
    private static final int THROTTLED = 0x58;
    private static final Duration SHORTLY = Duration.ofSeconds(3);
    private static final Duration LATER = Duration.ofSeconds(30);

    private Statuses() {}

    /** Of a message that was refused. */
    static Remedy ofMessage(String gateway, int status) {
        var words = words(status);
        return switch (status) {
            case THROTTLED, NOT_BOUND -> new Remedy.Again(SHORTLY, words);
            case QUEUE_FULL, SYSTEM_ERROR, TEMPORARY, SUBMIT_FAILED ->
                    new Remedy.Again(LATER, words);
            case WRONG_SOURCE, WRONG_SOURCE_TON, WRONG_SOURCE_NPI ->
                    new Remedy.Dead(
                            "the centre refuses our number ("
                                    + words
                                    + "); check channels."
                                    + gateway
                                    + ".from");
            default -> new Remedy.GiveUp("the centre refuses it (" + words + ")");
        };
    }

    /** Of a bind that was refused. */
    static String ofBind(String gateway, int status) {
        var remedy =
                switch (status) {
                    case WRONG_PASSWORD, WRONG_SYSTEM_ID, BIND_FAILED ->
                            "check channels." + gateway + ".user and .password";
                    case ALREADY_BOUND ->
                            "something else is bound as this user: end it, or ask for a second"
                                    + " bind";
                    default -> "ask whoever runs it";
                };
        return "the centre refuses to be bound to (" + words(status) + "); " + remedy;
    }

    private static String words(int status) {
        var name =
                switch (status) {
                    case ALREADY_BOUND -> "already bound";
                    case SYSTEM_ERROR -> "error of its own";
                    case WRONG_SOURCE -> "wrong source address";
                    case WRONG_DESTINATION -> "wrong destination address";
                    case BIND_FAILED -> "bind failed";
                    case WRONG_PASSWORD -> "wrong password";
                    case WRONG_SYSTEM_ID -> "wrong system id";
                    case QUEUE_FULL -> "its queue is full";
                    case SUBMIT_FAILED -> "submit failed";
                    case THROTTLED -> "too much at once";
                    default -> "error";
                };
        return name + ", 0x%02x".formatted(status);
    }
}
