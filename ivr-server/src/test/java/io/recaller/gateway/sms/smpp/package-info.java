@NullMarked
package io.recaller.gateway.sms.smpp;

import org.jspecify.annotations.NullMarked;
