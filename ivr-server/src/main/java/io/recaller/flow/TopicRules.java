package io.recaller.flow;

import io.recaller.contact.Topic;
import io.recaller.speech.Language;
import io.recaller.text.WordForms;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a written message is about, by the words in it. Immutable, safe for all threads.
 *
 * @param languages those that people may write in
 */
public record TopicRules(List<TopicRule> rules, List<Language> languages) {
    public TopicRules {
        rules = List.copyOf(rules);
        languages = List.copyOf(languages);
    }

    /** One entry a rule, in the order of the file: its topic and its phrases. */
    public static TopicRules of(
            List<Map.Entry<Topic, List<String>>> written, List<Language> languages) {
        var forms = forms(languages);
        return new TopicRules(
                written.stream()
                        .map(rule ->
                                new TopicRule(
                                        rule.getKey(),
                                        rule.getValue().stream()
                                                .map(text -> TopicPhrase.of(text, forms))
                                                .toList()))
                        .toList(),
                languages);
    }

    private static WordForms forms(List<Language> languages) {
        return new WordForms(languages.stream().map(Language::tag).toList());
    }

    /**
     * In the order of the rules, each once; of a topic and a narrower one only the narrower, and no
     * word counts that is part of a longer phrase ("internet" of "no internet").
     */
    public List<Topic> topics(String text) {
        if (rules.isEmpty() || text.isBlank()) {
            return List.of();
        }
        var said = said(forms(languages).written(text));
        var topics =
                said.stream()
                        .filter(each -> said.stream().noneMatch(each::isPartOf))
                        .map(Said::topic)
                        .distinct()
                        .toList();
        return topics.stream()
                .filter(topic ->
                        topics.stream()
                                .noneMatch(other -> !other.equals(topic) && other.isUnder(topic)))
                .toList();
    }

    /** A phrase that is in a message. */
    private record Said(Topic topic, TopicPhrase phrase) {
        boolean isPartOf(Said other) {
            return other.phrase.words().size() > phrase.words().size()
                    && phrase.isIn(other.phrase.words());
        }
    }

    private List<Said> said(List<Set<String>> message) {
        var forms = new HashSet<String>();
        message.forEach(forms::addAll);
        return rules.stream()
                .flatMap(rule ->
                        rule.phrases().stream()
                                .filter(phrase -> phrase.mayBeAmong(forms))
                                .filter(phrase -> phrase.isIn(message))
                                .map(phrase -> new Said(rule.topic(), phrase)))
                .toList();
    }
}
