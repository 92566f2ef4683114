package io.recaller.menu;

import io.recaller.contact.Topic;

/**
 * One contact whose topic is final, to be learned.
 *
 * @param situation as of its start, with what was learned of the customer before it
 * @param topic what it turned out to be about
 * @param signal on which channel, and whether they talked or only something happened
 * @param teaches whether the weights learn from it too: only what came through the menu tells how
 *     well the menu was predicted
 */
public record Lesson(Situation situation, Topic topic, Signal signal, boolean teaches) {}
