package io.recaller;

import io.recaller.callback.CallableNumbers;
import io.recaller.callback.Callbacks;
import io.recaller.conversation.SpokenCalls;
import io.recaller.conversation.StoredCallbacks;
import io.recaller.conversation.callback.CallbackOffer;
import io.recaller.conversation.callback.CallbackPrompts;
import io.recaller.conversation.callback.CallbackRequests;
import io.recaller.conversation.callback.CallbackVisits;
import io.recaller.conversation.dialogue.DatabaseDialogues;
import io.recaller.conversation.waiting.PartingOffer;
import io.recaller.conversation.waiting.WaitVisit;
import io.recaller.routing.plan.Overflow;
import io.recaller.routing.ring.CallbackCalls;
import io.recaller.settings.Settings;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import io.recaller.voicemail.Voicemails;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What callers are called back with. */
public final class CallbackParts {
    private final Foundation ground;
    private final DatabaseDialogues dialogues;
    private final Callbacks callbacks;

    CallbackParts(Foundation ground, DatabaseDialogues dialogues) {
        this.ground = ground;
        this.dialogues = dialogues;
        this.callbacks = new Callbacks(ground.settings().callback().rules());
    }

    Callbacks callbacks() {
        return callbacks;
    }

    /** Visits of waiting callers who may ask for it. */
    WaitVisit offered(WaitVisit visits) {
        return new CallbackVisits(visits, requests());
    }

    /** To callers whom their queue no longer keeps. */
    PartingOffer offer() {
        return new CallbackOffer(requests());
    }

    private CallbackRequests requests() {
        var stores = ground.stores();
        return new CallbackRequests(
                stores.database(),
                callbacks,
                numbers(),
                dialogues,
                stores.contacts(),
                ground.clock());
    }

    /** Which numbers are called at all. */
    CallableNumbers numbers() {
        return new CallableNumbers(ground.stores().handles()::caller, callbacks.rules().prefixes());
    }

    /** What is said where somebody may ask for it. */
    static List<Prompt> prompts(Settings settings, Collection<Language> languages) {
        return !isOffered(settings)
                ? List.of()
                : Stream.concat(
                                CallbackPrompts.prompts(languages).stream(),
                                languages.stream()
                                        .flatMap(language ->
                                                greeting(settings, language).prompts().stream()))
                        .distinct()
                        .toList();
    }

    /** Whether anybody may ever be called back. */
    public static boolean isOffered(Settings settings) {
        return !settings.callback().rules().queues().isEmpty()
                || settings.routing()
                        .plans()
                        .lead(way ->
                                way instanceof Overflow.Way.CallBack
                                        || way instanceof Overflow.Way.Voicemail);
    }

    /** In the contact's language: who calls, if the settings say it, and why. */
    static Speech greeting(Settings settings, Language language) {
        var own = settings.callback().greeting();
        return own.flatMap(text -> text.in(language, Map.of()))
                .map(words -> Speech.of(new Prompt(language, words)))
                .orElseGet(Speech::silence)
                .then(new CallbackPrompts(language).greeting());
    }

    /** As routing needs them. */
    CallbackCalls calls(Voicemails voicemails, SpokenCalls words) {
        var stores = ground.stores();
        return new StoredCallbacks(
                stores.database(), callbacks, voicemails, stores.contacts(), numbers(), words);
    }
}
