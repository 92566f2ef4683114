package io.recaller.gateway.mail;

/** What a mail is, by its headers. */
sealed interface MailNature {
    /** Somebody wrote it. */
    record Personal() implements MailNature {}

    /**
     * A program sent it for people to read, such as a form of a site: it is never answered by
     * another program.
     */
    record Automatic() implements MailNature {}

    /**
     * Nobody waits for an answer: newsletters, absence notes, our own mail come back.
     *
     * @param why in plain words
     */
    record NotForUs(String why) implements MailNature {}

    /** A server tells that a mail did not, or not yet, arrive. */
    record Bounce() implements MailNature {}
}
