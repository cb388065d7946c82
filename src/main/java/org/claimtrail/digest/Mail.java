package org.claimtrail.digest;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.claimtrail.address.PublicAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.MailPreparationException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** Hands mails to the server, where there is one, a sender, and an address that links can begin with. */
@Component
class Mail {

    /**
     * A mail to one person. What a header has comes from this service, and never from the record.
     *
     * @param html absent where the text says it all
     * @param headers besides those that every mail has
     */
    record Message(
            String to,
            String subject,
            String text,
            @Nullable String html,
            Map<String, String> headers) {}

    private final ObjectProvider<JavaMailSender> server;
    private final MailSettings settings;
    private final PublicAddress address;

    Mail(ObjectProvider<JavaMailSender> server, MailSettings settings, PublicAddress address) {
        this.server = server;
        this.settings = settings;
        this.address = address;
    }

    boolean isOn() {
        return settings.from() != null && address.url() != null && server.getIfAvailable() != null;
    }

    /** The address of a page of this service. */
    String link(String path) {
        return address.of(path);
    }

    /** @throws MailException if the server does not take it, or is not there */
    void send(Message message) {
        JavaMailSender sender = server.getObject();
        MimeMessage mail = sender.createMimeMessage();
        try {
            MimeMessageHelper helper =
                    new MimeMessageHelper(mail, message.html() != null, StandardCharsets.UTF_8.name());
            helper.setFrom(String.valueOf(settings.from()));
            helper.setTo(message.to());
            helper.setSubject(message.subject());
            if (message.html() == null) {
                helper.setText(message.text());
            } else {
                helper.setText(message.text(), message.html());
            }
            // Nobody who is away answers it.
            mail.setHeader("Auto-Submitted", "auto-generated");
            for (Map.Entry<String, String> header : message.headers().entrySet()) {
                mail.setHeader(header.getKey(), header.getValue());
            }
        } catch (MessagingException e) {
            throw new MailPreparationException(e);
        }
        sender.send(mail);
    }
}
