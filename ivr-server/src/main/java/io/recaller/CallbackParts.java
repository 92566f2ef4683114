package io.recaller;

import io.recaller.asterisk.prompt.PromptFile;
import io.recaller.asterisk.prompt.Prompts;
import io.recaller.callback.CallableNumbers;
import io.recaller.callback.Callbacks;
import io.recaller.contact.ContactId;
import io.recaller.conversation.StoredCallbacks;
import io.recaller.conversation.callback.CallbackPrompts;
import io.recaller.conversation.callback.CallbackRequests;
import io.recaller.conversation.callback.CallbackVisits;
import io.recaller.conversation.dialogue.DatabaseDialogues;
import io.recaller.conversation.waiting.WaitVisit;
import io.recaller.routing.CallbackCalls;
import io.recaller.settings.Settings;
import io.recaller.speech.Language;
import io.recaller.speech.Prompt;
import io.recaller.speech.Speech;
import io.recaller.speech.SynthesisException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers are called back with. */
final class CallbackParts {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackParts.class);

    private final Foundation ground;
    private final DatabaseDialogues dialogues;
    private final Prompts prompts;
    private final Callbacks callbacks;

    CallbackParts(Foundation ground, DatabaseDialogues dialogues, Prompts prompts) {
        this.ground = ground;
        this.dialogues = dialogues;
        this.prompts = prompts;
        this.callbacks = new Callbacks(ground.settings().callback().rules());
    }

    Callbacks callbacks() {
        return callbacks;
    }

    /** Visits of waiting callers who may ask for it. */
    WaitVisit offered(WaitVisit visits) {
        var stores = ground.stores();
        var rules = callbacks.rules();
        return new CallbackVisits(
                visits,
                new CallbackRequests(
                        stores.database(),
                        callbacks,
                        new CallableNumbers(stores.handles()::caller, rules.prefixes()),
                        dialogues,
                        stores.contacts(),
                        ground.clock()));
    }

    /** What is said where somebody may ask for it. */
    static List<Prompt> prompts(Settings settings, Collection<Language> languages) {
        return settings.callback().rules().queues().isEmpty()
                ? List.of()
                : Stream.concat(
                                CallbackPrompts.prompts(languages).stream(),
                                languages.stream()
                                        .flatMap(language ->
                                                greeting(settings, language).prompts().stream()))
                        .distinct()
                        .toList();
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
    CallbackCalls calls() {
        return new StoredCallbacks(
                ground.stores().database(), callbacks, ground.stores().contacts(), this::files);
    }

    /** An agent who says it is better than no call. */
    private String files(ContactId contact) {
        try {
            var language =
                    dialogues
                            .load(contact)
                            .map(saved -> saved.dialogue().language())
                            .orElse(new Language("en"));
            return prompts.files(greeting(ground.settings(), language)).stream()
                    .map(PromptFile::path)
                    .collect(Collectors.joining("&"));
        } catch (SynthesisException e) {
            LOG.atWarn()
                    .addKeyValue("contactId", contact)
                    .addKeyValue("error", e.getMessage())
                    .log("who is called back will not be told by whom");
            return "";
        }
    }
}
