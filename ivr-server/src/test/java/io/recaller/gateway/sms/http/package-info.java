@NullMarked
package io.recaller.gateway.sms.http;

import org.jspecify.annotations.NullMarked;
