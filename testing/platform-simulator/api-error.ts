/** The five shapes in which the Platform answers errors. */
export const errorSchemas = ["error", "detail", "message", "list", "details"] as const;
export type ErrorShape = (typeof errorSchemas)[number];

/** An answer other than success. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly shape: ErrorShape;

  constructor(status: number, shape: ErrorShape, message: string) {
    super(message);
    this.status = status;
    this.shape = shape;
  }
}

export const errorBody = (shape: ErrorShape, { status, message }: ApiError): unknown => {
  switch (shape) {
    case "error":
      return { error: message };
    case "detail":
      return { detail: message };
    case "message":
      return { message };
    case "list":
      return [message];
    case "details":
      return { error: `${status} ${status < 500 ? "Bad Request" : "Server Error"}`, details: { message } };
  }
};

/** No documented text: the call is refused all the same, and the sentence is the simulator's. */
export const refusal = (message: string): ApiError => new ApiError(400, "error", message);

/** Texts that the API description or the documentation gives word for word. */
export const invalidKey = (): ApiError =>
  new ApiError(
    401,
    "detail",
    "Invalid API key. You can find your API key on https://app.mem0.ai/dashboard/api-keys.",
  );
export const invalidMemoryId = (): ApiError => refusal("memory_id should be a valid UUID");
export const memoryNotFound = (): ApiError => new ApiError(404, "error", "Memory not found!");
export const eventNotFound = (): ApiError =>
  new ApiError(404, "error", "Event not found or you don't have permission to access it.");
export const invalidEntityType = (): ApiError => new ApiError(400, "message", "Invalid entity type");
export const invalidPage = (): ApiError => new ApiError(404, "detail", "Invalid page.");
export const entityRequired = (shape: ErrorShape): ApiError =>
  new ApiError(400, shape, "One of the filters: app_id, user_id, agent_id, run_id is required!");
