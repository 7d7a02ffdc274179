// Draws the OpenAPI document with Swagger UI; what is tried out goes with the token that was typed, never with cookies.

const place = document.getElementById("api");

SwaggerUIBundle({
  url: place.dataset.document,
  domNode: place,
  deepLinking: true,
  validatorUrl: null,
  defaultModelsExpandDepth: -1,
  requestInterceptor: (request) => ({ ...request, credentials: "omit" }),
});
