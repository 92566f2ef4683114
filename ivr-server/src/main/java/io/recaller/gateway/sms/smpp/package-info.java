/** Short messages by SMPP 3.4: one bind of one server, long messages cut and joined by us. */
@NullMarked
package io.recaller.gateway.sms.smpp;

import org.jspecify.annotations.NullMarked;
