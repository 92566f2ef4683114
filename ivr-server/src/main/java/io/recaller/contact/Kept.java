package io.recaller.contact;

/**
 * A reported fact or request, kept.
 *
 * @param created false when it was already there and was brought up to date
 * @param topic as it is kept
 * @param topicKnown false when the registry did not know it and it went under {@code other.*}
 */
public record Kept(boolean created, Topic topic, boolean topicKnown) {}
