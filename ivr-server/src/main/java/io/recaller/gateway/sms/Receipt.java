package io.recaller.gateway.sms;

import io.recaller.message.MessageState;
import java.util.OptionalLong;

/**
 * What became of a message that we sent.
 *
 * @param seq ours, where the provider gives it back
 * @param externalId the provider's own, else; may be empty
 * @param state delivered, read or failed; else nothing changes
 * @param why in plain words, of one that failed
 */
public record Receipt(OptionalLong seq, String externalId, MessageState state, String why) {}
