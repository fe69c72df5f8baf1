package kz.relog.api.receipt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kz.relog.api.call.Refs;
import kz.relog.api.json.ForgetfulJson;
import kz.relog.api.store.DocumentRecords;
import kz.relog.api.store.DocumentRow;
import kz.relog.api.store.DocumentText;

/**
 * What stands in a receipt: the fields of ISO/IEC TS 27560, and in {@code consent_kz} those that
 * the law of Kazakhstan asks of a consent. Any thread; blocks.
 */
final class ReceiptText {
  private static final String SCHEMA = "relog-receipt-1 (ISO/IEC TS 27560:2023)";
  private static final String CONTROLLER = "controller";
  private static final ObjectMapper JSON = ForgetfulJson.mapper();

  private final DocumentRecords documents;
  private final Parties parties;

  ReceiptText(DocumentRecords documents, Parties parties) {
    this.documents = documents;
    this.parties = parties;
  }

  /** A text of a document and the version it belongs to. */
  private record Notice(DocumentRow document, DocumentText text, String bindingHash) {}

  ObjectNode record(long receiptRef, ReceiptEvent event) {
    Parties.Party party = parties.find(event.companyRef());
    ObjectNode record = JSON.createObjectNode();
    record.put("schema_version", SCHEMA);
    record.put("record_id", Refs.text(receiptRef));
    record.put("pii_principal_id", Refs.text(event.personRef()));
    processing(record.putObject("pii_processing"), event, party);
    ObjectNode controller = record.putArray("party_identification").addObject();
    controller.put("party_id", CONTROLLER);
    controller.put("party_role", "PII controller (operator)");
    controller.put("reference", Refs.text(event.companyRef()));
    controller.put("name", party.name());
    controller.put("business_identification_number", party.bin());
    controller.put("country", party.country());
    ObjectNode happened = record.putArray("event").addObject();
    String time = Instant.ofEpochMilli(event.atMs()).toString();
    happened.put("event_time", time);
    happened.put("event_type", event.basis().equals("consent") ? "explicit" : "notified");
    happened.put("event_state", event.state().word());
    happened.put("entity_id", Refs.text(event.personRef()));
    happened.put("validity_duration", "until withdrawn");
    consentKz(record.putObject("consent_kz"), event, party);
    return record;
  }

  private void processing(ObjectNode processing, ReceiptEvent event, Parties.Party party) {
    ObjectNode notice = processing.putObject("privacy_notice");
    notice.put("hash", event.documentHash());
    find(event.documentHash())
        .ifPresent(
            found -> {
              notice.put("id", Refs.text(found.document().documentRef()));
              notice.put("title", found.text().title());
              notice.put("version", found.document().version());
              notice.put("language", found.text().language());
              notice.put("binding_hash", found.bindingHash());
            });
    ArrayNode purposes = processing.putArray("purposes");
    for (String word : event.purposes()) {
      PurposeTerms terms = PurposeTerms.of(word);
      ObjectNode purpose = purposes.addObject();
      purpose.put("purpose", word);
      purpose.put("description", terms.description());
      purpose.put("lawful_basis", event.basis());
      put(purpose.putArray("pii_information"), terms.data());
      put(purpose.putArray("processing_method"), terms.processing());
      purpose.put("collection_method", "given by the person or sent by the person's device");
      purpose.put("retention_period", terms.term());
      purpose.put("storage_locations", party.country());
      purpose.put("jurisdictions", party.country());
      put(purpose.putArray("recipient_third_parties"), terms.thirdParties());
      purpose.put("cross_border_transfer", terms.crossBorder());
      purpose.put("dissemination", false);
      put(purpose.putArray("pii_controllers"), List.of(CONTROLLER));
      purpose.put("withdrawal_method", "the switch of this purpose in the product, at any time");
    }
    put(
        processing.putArray("privacy_rights"),
        List.of("access", "rectification", "blocking", "erasure", "withdrawal", "complaint"));
  }

  /** Operator, subject, term, data, third parties, cross-border transfer, dissemination. */
  private static void consentKz(ObjectNode consent, ReceiptEvent event, Parties.Party party) {
    consent.put("operator_name", party.name());
    consent.put("operator_bin", party.bin());
    consent.put("subject", Refs.text(event.personRef()));
    consent.put("term", "until withdrawn");
    List<PurposeTerms> terms = event.purposes().stream().map(PurposeTerms::of).toList();
    put(
        consent.putArray("data"),
        terms.stream().flatMap(one -> one.data().stream()).distinct().toList());
    List<String> thirdParties =
        terms.stream().flatMap(one -> one.thirdParties().stream()).distinct().toList();
    consent.put("provision_to_third_parties", !thirdParties.isEmpty());
    put(consent.putArray("third_parties"), thirdParties);
    consent.put("cross_border_transfer", terms.stream().anyMatch(PurposeTerms::crossBorder));
    consent.put("dissemination_in_public_sources", false);
  }

  private Optional<Notice> find(String hash) {
    for (DocumentRow document : documents.all()) {
      List<DocumentText> texts = documents.texts(document.documentRef());
      for (DocumentText text : texts) {
        if (text.hash().equals(hash)) {
          String binding =
              texts.stream()
                  .filter(one -> one.language().equals("ru"))
                  .map(DocumentText::hash)
                  .findFirst()
                  .orElse(hash);
          return Optional.of(new Notice(document, text, binding));
        }
      }
    }
    return Optional.empty();
  }

  private static void put(ArrayNode array, List<String> words) {
    words.forEach(array::add);
  }
}
