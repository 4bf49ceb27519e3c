// ECS API reference, Attribute: what attributes of container instances are made of.
export const ATTRIBUTE_NAME = /^[A-Za-z0-9_./\\-]{1,128}$/;
export const ATTRIBUTE_VALUE = /^[A-Za-z0-9_.@:/\\-]([A-Za-z0-9_.@:/\\ -]{0,126}[A-Za-z0-9_.@:/\\-])?$/;
