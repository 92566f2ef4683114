/**
 * Short messages: as many segments as are paid for, put together and taken apart; who wants no more
 * of them. How they get to a provider is in the rooms below.
 */
@NullMarked
package io.recaller.gateway.sms;

import org.jspecify.annotations.NullMarked;
