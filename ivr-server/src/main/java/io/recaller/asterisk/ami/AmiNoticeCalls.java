package io.recaller.asterisk.ami;

import io.recaller.asterisk.NoticeCallWords;
import io.recaller.asterisk.Printable;
import io.recaller.asterisk.ami.wire.AmiException;
import io.recaller.asterisk.ami.wire.LiveCalls.LiveChannel;
import io.recaller.asterisk.prompt.PromptFile;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.conversation.voice.Line;
import io.recaller.notice.CallOutcome;
import io.recaller.notice.NoticeCaller;
import io.recaller.routing.ring.Reach;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.asteriskjava.manager.action.OriginateAction;
import org.asteriskjava.manager.response.ManagerError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls customers to tell them a notice: no agent takes part, and no server has to be there once it
 * rings. The dialplan's Local channel has the call's id as its unique id, and keeps how it ended.
 * Any thread.
 */
final class AmiNoticeCalls implements NoticeCaller {
    private static final Logger log = LoggerFactory.getLogger(AmiNoticeCalls.class);

    private static final String DIALS = "Local/s@recaller-notice/n";

    /** Where the other half of that channel would go if it were ever answered: it is not. */
    private static final String NOWHERE = "recaller-notice-over";

    /** In Asterisk's database, at the last four digits of the call. */
    private static final String KEPT = "recaller-notice";

    private static final int KEY = 4;

    /** The offer twice, the notice three times. */
    private static final Duration LONGEST_TALK = Duration.ofMinutes(10);

    private final AmiLink link;
    private final Prompts prompts;
    private final Function<Language, Speech> whoCalls;

    AmiNoticeCalls(AmiLink link, Prompts prompts, Function<Language, Speech> whoCalls) {
        this.link = link;
        this.prompts = prompts;
        this.whoCalls = whoCalls;
    }

    @Override
    public Optional<String> system() {
        return link.reach().map(Reach::system);
    }

    @Override
    public boolean isReady(String language, String text) {
        var spoken = new Language(language);
        return prompts.prepare(
                        offer(spoken).then(told(spoken, text)).then(never(spoken)), Duration.ZERO)
                == Line.Words.READY;
    }

    private Speech offer(Language language) {
        return whoCalls.apply(language).then(Speech.of(NoticeCallWords.OFFER.in(language)));
    }

    private static Speech told(Language language, String text) {
        return Speech.of(new Prompt(language, text));
    }

    private static Speech never(Language language) {
        return Speech.of(NoticeCallWords.NEVER.in(language));
    }

    /** What Asterisk does not answer may ring all the same: its fate tells. */
    @Override
    public void call(Placed placed) {
        try {
            if (link.send(action(placed)) instanceof ManagerError error) {
                log.atWarn()
                        .addKeyValue("call", placed.call())
                        .addKeyValue("error", error.getMessage())
                        .log("nobody can be called with a notice");
            }
        } catch (AmiException e) {
            log.atWarn()
                    .addKeyValue("call", placed.call())
                    .addKeyValue("error", e.getMessage())
                    .log("not known whether a customer is called");
        }
    }

    private OriginateAction action(Placed placed) {
        var language = new Language(placed.language());
        var action = new OriginateAction();
        action.setActionId(placed.call().toString());
        action.setChannelId(placed.call().toString());
        action.setChannel(DIALS);
        action.setContext(NOWHERE);
        action.setExten("s");
        action.setPriority(1);
        action.setAsync(true);
        action.setTimeout(placed.ring().plus(LONGEST_TALK).toMillis());
        action.setVariables(
                Map.of(
                        "RECALLER_CALL", placed.call().toString(),
                        "RECALLER_NUMBER", Printable.of(placed.number().value()),
                        "RECALLER_RING", Long.toString(Math.max(1, placed.ring().toSeconds())),
                        "RECALLER_GREETING", files(offer(language)),
                        "RECALLER_MESSAGE", files(told(language, placed.text())),
                        "RECALLER_NEVER", files(never(language))));
        return action;
    }

    private String files(Speech speech) {
        return Printable.of(
                prompts.files(speech).stream()
                        .map(PromptFile::path)
                        .collect(Collectors.joining("&")));
    }

    @Override
    public Fate fate(UUID call) {
        try {
            if (!link.hears()) {
                return new Fate.NotKnown();
            }
            var id = call.toString();
            if (link.channels().stream().map(LiveChannel::uniqueId).anyMatch(id::equals)) {
                return new Fate.GoesOn();
            }
            return link.kept(KEPT, id.substring(id.length() - KEY))
                    .filter(kept -> kept.startsWith(id + "/"))
                    .flatMap(kept -> CallOutcome.of(kept.split("/", -1)[1]))
                    .<Fate>map(Fate.Over::new)
                    .orElseGet(Fate.Gone::new);
        } catch (AmiException away) {
            log.atDebug().setCause(away).log("a call's fate is asked for later");
            return new Fate.NotKnown();
        }
    }
}
