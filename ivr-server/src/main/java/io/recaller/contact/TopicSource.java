package io.recaller.contact;

/** Who says what a contact was about, weakest first: a stronger source overwrites a weaker one. */
public enum TopicSource {
    KEY,
    RULE,
    GIVEN,
    TASK,
    DISPOSITION
}
