/** Short messages by HTTP: one request out, one call back in, in the shapes of some providers. */
@NullMarked
package io.recaller.gateway.sms.http;

import org.jspecify.annotations.NullMarked;
